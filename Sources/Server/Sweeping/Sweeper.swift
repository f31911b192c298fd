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
    /// Organizations in a row that may be left because too much is going on: then it is so everywhere.
    private static let overloadMax = 3

    let pool: PostgresPool
    let sessions: TenantSessions
    private(set) var services: MutationServices
    let interval: Duration
    let logger: Logger

    /// A sweeper by the settings.
    init(
        _ settings: Settings.Postgres, pool: PostgresPool, sessions: TenantSessions,
        services: MutationServices, logger: Logger
    ) {
        self.pool = pool
        self.sessions = sessions
        self.services = services
        self.services.cartIdle = settings.sweepCartIdle
        interval = settings.sweep
        self.logger = logger
    }

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
        guard await sweepAccounts() else { return }
        await services.images.store.tidy()
        var overloads = 0
        do throws(PostgresError) {
            try await OrganizationDirectory(pool: pool).visit { organization in
                let end = await sweep(organization)
                overloads = end == .overloaded ? overloads + 1 : 0
                return end != .unreachable && overloads < Self.overloadMax
            }
        } catch {
            later(LoadError(error))
        }
    }

    /// Deletes what belongs to no organization.
    ///
    /// - Returns: whether the organizations are worth a try.
    private func sweepAccounts() async -> Bool {
        for statement in AccountLeftovers.deleting(Self.rowCountMax) {
            do throws(PostgresError) {
                try await repeating(statement, tenant: nil)
            } catch {
                guard end(LoadError(error), nil, "accountExpire") != .unreachable else { return false }
            }
        }
        return true
    }

    /// How the sweep of an organization ended.
    private enum End {
        /// As it should, or with a failure of its own.
        case done
        /// Too much is going on, in this organization or everywhere.
        case overloaded
        /// Without the database: the next organization is not worth a try.
        case unreachable
    }

    /// Deletes and ends what is over in one organization, each kind though another one failed.
    private func sweep(_ organization: UUIDBytes) async -> End {
        var ends: [End] = []
        do throws(PostgresError) {
            try await repeating(
                ExpiredAnswers.deleting(Self.rowCountMax, of: organization), tenant: organization)
        } catch {
            ends.append(end(LoadError(error), organization, "answerExpire"))
        }
        do throws(PostgresError) {
            try await removeLeftUploads(of: organization)
        } catch {
            ends.append(end(LoadError(error), organization, "uploadExpire"))
        }
        for expiry in Expiry.all where !ends.contains(.unreachable) {
            do throws(LoadError) {
                _ = try await expiry.sweep(
                    organization, nowSeconds: Int64(time(nil)), services: services, sessions: sessions)
            } catch {
                ends.append(end(error, organization, expiry.action))
            }
        }
        return ends.first { $0 == .unreachable } ?? ends.first { $0 == .overloaded } ?? .done
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

    /// Logs what failed, and says what it means for the rest.
    private func end(_ error: LoadError, _ organization: UUIDBytes?, _ action: String) -> End {
        if error.isUnavailable, !error.isOverloaded {
            later(error)
            return .unreachable
        }
        logger.warning(
            "what has expired is swept later",
            metadata: [
                "organization": "\(organization.map { "\($0)" } ?? "none")", "action": "\(action)",
                "error": "\(error.code)",
            ])
        return error.isOverloaded ? .overloaded : .done
    }

    private func later(_ error: LoadError) {
        logger.debug("what has expired is swept later", metadata: ["error": "\(error.code)"])
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
}
