import Audit
import DataLoader
import Logging
import Postgres

/// Writes into an organization's log that somebody who runs the platform acts within it, before anything is
/// read: one entry for each login, organization and reason in a window of time. Changes are entries of their
/// own besides, with the same reason.
struct ActingRecord: Sendable {
    private struct Act: Hashable, Sendable {
        let user: UUIDBytes
        let organization: UUIDBytes
        let reason: String
    }

    private let recorded: RememberedFacts<Act, Bool>
    private let pool: PostgresPool
    private let logger: Logger

    /// - Parameters:
    ///   - pool: writes.
    ///   - window: how long an entry stands for what follows; for each process.
    init(pool: PostgresPool, window: Duration, logger: Logger) {
        recorded = RememberedFacts(lifetime: window)
        self.pool = pool
        self.logger = logger
    }

    /// Makes sure that the entry is there.
    ///
    /// - Parameter caller: a login with a reason to act within an organization.
    /// - Throws: what keeps it from being written: nobody acts unrecorded.
    func record(_ caller: TenantCaller, deadline: ContinuousClock.Instant) async throws(PostgresError) {
        guard let user = caller.user, let organization = caller.organization, let reason = caller.actingReason
        else { return }
        let key = Act(user: user, organization: organization, reason: reason)
        _ = try await recorded.fact(for: key) { () throws(PostgresError) -> Bool? in
            let actor = AuditActor(
                kind: .user, id: user, role: caller.role,
                address: caller.origin.address.map { String($0.prefix(100)) },
                requestID: caller.origin.requestID.isEmpty
                    ? nil : String(caller.origin.requestID.prefix(100)))
            let act = AuditAct(action: "actAs", reason: reason, actor: actor, organization: organization)
            try await write(act, deadline)
            return true
        }
    }

    private func write(_ act: AuditAct, _ deadline: ContinuousClock.Instant) async throws(PostgresError) {
        do throws(AuditFailure) {
            try await pool.withTransaction(tenant: act.organization, deadline: deadline) {
                (session: PostgresSession) async throws(AuditFailure) in
                try await AuditTrail(SessionTransaction(session)).record(act)
            }
        } catch {
            switch error {
            case .failed(let error): throw error
            case .impossible(let reason):
                logger.critical("acting cannot be recorded", metadata: ["reason": "\(reason)"])
                throw PostgresError(.invalidUse)
            }
        }
    }
}
