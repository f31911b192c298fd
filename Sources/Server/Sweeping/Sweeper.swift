import Accounts
import DataLoader
import Domain
import Glibc
import GraphQLExecution
import Logging
import Postgres
import Restaurant
import ServiceLifecycle

/// Deletes from time to time what has expired, and ends what is over: sessions of logins, counters of
/// guesses; then, one organization after the other behind that tenant's fence, answers that were kept for a
/// repetition, uploads that nothing uses, sessions at tables and carts.
///
/// Every process sweeps; two at once leave each other's rows alone. What is not swept now is swept later:
/// nothing that has expired is ever used. One organization that fails is logged and leaves the others.
struct Sweeper: QuietService {
    /// Rows that one transaction deletes, so that it holds its locks for milliseconds.
    private static let rowCountMax = 1_000
    /// Files of one organization that may fail to go: then the store is away, and others wait behind it.
    private static let removalFailureMax = 3
    /// Organizations that are looked up at once.
    private static let pageSize: Int64 = 500

    let pool: PostgresPool
    let sessions: TenantSessions
    let services: MutationServices
    let interval: Duration
    let logger: Logger

    /// Sweeps until a graceful shutdown.
    func run() async {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                try? await Task.sleep(for: interval)
                await sweep()
            }
        }
    }

    /// Deletes and ends everything that has expired.
    func sweep() async {
        do throws(PostgresError) {
            for statement in AccountLeftovers.deleting(Self.rowCountMax) {
                try await repeating(statement, tenant: nil)
            }
            var last = UUIDBytes(high: 0, low: 0)
            while !Task.isCancelled {
                let organizations = try await run(
                    Self.organizations.bind(.uuid(last), .int64(Self.pageSize)), tenant: nil)
                for row in 0..<organizations.rowCount {
                    guard let organization = organizations.uuid(row, 0) else { continue }
                    guard await sweep(organization) else { return }
                    last = organization
                }
                guard organizations.rowCount == Int(Self.pageSize) else { return }
            }
        } catch {
            logger.debug("what has expired is swept later", metadata: ["error": "\(error.code)"])
        }
    }

    /// Deletes and ends what is over in one organization.
    ///
    /// - Returns: whether the next one is worth a try: not while the database cannot be reached.
    private func sweep(_ organization: UUIDBytes) async -> Bool {
        do throws(PostgresError) {
            try await repeating(
                ExpiredAnswers.deleting(Self.rowCountMax, of: organization), tenant: organization)
        } catch {
            guard leaves(LoadError(error), organization, "answerExpire") else { return false }
        }
        do throws(PostgresError) {
            try await removeLeftUploads(of: organization)
        } catch {
            guard leaves(LoadError(error), organization, "uploadExpire") else { return false }
        }
        for expiry in Expiry.all {
            do throws(LoadError) {
                _ = try await expiry.sweep(
                    organization, nowSeconds: Int64(time(nil)), services: services, sessions: sessions)
            } catch {
                guard leaves(error, organization, expiry.action) else { return false }
            }
        }
        return true
    }

    /// Removes pictures that nothing shows and uploads that nobody completed; a file that can't be removed
    /// now is removed later.
    private func removeLeftUploads(of organization: UUIDBytes) async throws(PostgresError) {
        let images = services.images
        for statement in LeftUploads.givingUp(of: organization, unusedLifetime: images.unusedLifetime) {
            _ = try await run(statement, tenant: organization)
        }
        let found = try await run(LeftUploads.removing(of: organization), tenant: organization)
        var failuresLeft = Self.removalFailureMax
        for upload in LeftUploads.files(found) where failuresLeft > 0 && !Task.isCancelled {
            guard await images.store.remove(upload.name) else {
                failuresLeft -= 1
                continue
            }
            _ = try await run(LeftUploads.deleting(upload, of: organization), tenant: organization)
        }
    }

    /// Logs what failed in one organization, and says whether it leaves the others.
    private func leaves(_ error: LoadError, _ organization: UUIDBytes, _ action: String) -> Bool {
        guard !error.isUnavailable else {
            logger.debug("what has expired is swept later", metadata: ["error": "\(error.code)"])
            return false
        }
        logger.warning(
            "an organization is not swept",
            metadata: ["organization": "\(organization)", "action": "\(action)", "error": "\(error.code)"])
        return true
    }

    /// Runs a statement, each time in a transaction of its own, until it finds less than it may delete.
    private func repeating(
        _ statement: BoundStatement, tenant: UUIDBytes?
    ) async throws(PostgresError) {
        while !Task.isCancelled {
            guard try await run(statement, tenant: tenant).affectedRows == Self.rowCountMax else { return }
        }
    }

    private func run(
        _ statement: BoundStatement, tenant: UUIDBytes?
    ) async throws(PostgresError) -> PostgresResult {
        try await pool.withTransaction(tenant: tenant, deadline: .now + .seconds(10)) {
            (session: PostgresSession) async throws(PostgresError) -> PostgresResult in
            try await session.run(statement)
        }
    }

    /// `organization_directory_pkey` serves it.
    private static let organizations = Statement(
        "Sweeper.organizations",
        """
        SELECT organization_id FROM organization_directory WHERE organization_id > $1
        ORDER BY organization_id LIMIT $2
        """, parameters: [.uuid, .int8])
}
