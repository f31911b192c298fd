public import DataLoader
internal import Domain
public import GraphQLExecution
internal import GraphQLSchema
public import Postgres

/// Ends the sessions of a tenant whose time is over: guests whom nobody let in are turned away, and parties
/// that left without a word are closed, unless an order of theirs is open.
///
/// Each in a transaction of its own with its events and its record: one that fails leaves the others.
public enum SessionExpiry {
    /// Ends up to `limit` sessions.
    ///
    /// - Returns: how many were ended.
    /// - Throws: what keeps the list from being read; a session that can't be ended waits for the next time.
    public static func sweep(
        _ organization: UUIDBytes, nowSeconds: Int64, limit: Int32 = 100, services: MutationServices,
        sessions: TenantSessions
    ) async throws(LoadError) -> Int {
        let caller = TenantCaller(organization: organization, role: "SYSTEM")
        let due = try await sessions.write(for: caller) {
            (session: TenantSession) async throws(LoadError) -> (value: [UUIDBytes], commit: Bool) in
            do throws(PostgresError) {
                let found = try await session.run([
                    overdue.bind(.uuid(organization), .int32(limit))
                ])
                let ids = (0..<(found.first?.rowCount ?? 0)).compactMap { found.first?.uuid($0, 0) }
                return (ids, false)
            } catch {
                throw LoadError(error)
            }
        }
        let mutation = AuditedMutation.make(
            "tableSessionExpire", services, SessionExpiry.mutation("", services))
        var endedCount = 0
        for id in due {
            let session = InputValue.Field(
                name: "sessionId", value: .string(EntityKind.tableSession.id(id)))
            let arguments = Arguments(
                values: [InputValue.Field(name: "input", value: .object([session]))])
            let outcome = try? await sessions.write(for: caller) {
                (session: TenantSession) async throws(LoadError) -> (value: Bool, commit: Bool) in
                let outcome = try await mutation(
                    arguments, RequestValues(nowSeconds: nowSeconds), session)
                return (!outcome.isRefused, !outcome.isRefused)
            }
            if outcome == true { endedCount += 1 }
        }
        return endedCount
    }

    /// Ends one session, as the platform itself.
    private static let mutation = FloorMutation.make(keyCount: 1) { (input, session) throws(FloorFailure) in
        let id = try input.requiredUUID("sessionId", .tableSession)
        let locked = try await LockedSession(id, at: "sessionId", in: session)
        let state: TableSessionLifecycle.State = locked.status == .pending ? .rejected : .closed
        // Who owes something and has no open order is for people to decide.
        if state == .closed, locked.owedMinor > 0 || !locked.isOver {
            throw FloorRefusal.changed("sessionId")
        }
        _ = try SessionEnding.transition(of: locked, to: state, by: .system, at: "sessionId")
        session.transaction.remark(note: "EXPIRED")
        try await SessionEnding.write(state, to: locked, at: "sessionId", in: session)
        try await SessionEnding.dissolve(locked, in: session)
        try await SessionEnding.freeTable(of: locked, by: .system, at: "sessionId", in: session)
        return [id.bytes]
    }

    /// `table_sessions_expiry_idx` serves it.
    private static let overdue = Statement(
        "SessionExpiry.overdue",
        """
        SELECT s.id FROM table_sessions AS s
        WHERE s.organization_id = $1 AND s.status IN ('PENDING', 'ACTIVE') AND s.expires_at <= now()
          AND (s.status = 'PENDING' OR NOT EXISTS (SELECT FROM orders AS o
            WHERE o.organization_id = $1 AND o.session_id = s.id
              AND o.status NOT IN ('COMPLETED', 'CANCELED')))
        ORDER BY s.expires_at LIMIT $2
        """, parameters: [.uuid, .int4])
}
