import DataLoader
import Glibc
import GraphQLExecution
import Logging
import Postgres
import Restaurant
import ServiceLifecycle

/// Carries to the payment provider what was asked for: at once where this process wrote the intent or was
/// told something, soon again while something waits for an answer, and from time to time what another process
/// left.
struct ProviderService: QuietService {
    /// Organizations that are looked up at once.
    private static let pageSize: Int64 = 500
    /// Between two looks at what waits for an answer.
    private static let pause = Duration.seconds(1)

    let work: ProviderWork
    let provider: any PaymentProvider
    let pool: PostgresPool
    /// Organizations in which something was asked for.
    let asked: GrownOrganizations
    /// Between two looks at all organizations.
    let interval: Duration
    let logger: Logger
    /// Those in which something waits for an answer.
    private let waiting = GrownOrganizations()

    init(
        _ work: ProviderWork, _ provider: any PaymentProvider, pool: PostgresPool, asked: GrownOrganizations,
        interval: Duration, logger: Logger
    ) {
        self.work = work
        self.provider = provider
        self.pool = pool
        self.asked = asked
        self.interval = interval
        self.logger = logger
    }

    /// Works until a graceful shutdown; what is under way then is looked up after the next start.
    func run() async {
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { tasks in
                tasks.addTask {
                    for await _ in asked.wakes {
                        for organization in asked.take() where !Task.isCancelled { await run(organization) }
                    }
                }
                tasks.addTask {
                    while !Task.isCancelled {
                        for organization in waiting.take() where !Task.isCancelled { await run(organization) }
                        try? await Task.sleep(for: Self.pause)
                    }
                }
                tasks.addTask {
                    while !Task.isCancelled {
                        await runEverywhere()
                        try? await Task.sleep(for: interval)
                    }
                }
                await tasks.waitForAll()
            }
        }
        await provider.close()
    }

    private func run(_ organization: UUIDBytes) async {
        do throws(LoadError) {
            guard try await work.run(organization, nowSeconds: Int64(time(nil))) else { return }
        } catch {
            logger.warning(
                "what was asked of the payment provider is looked up later",
                metadata: ["organization": "\(organization)", "error": "\(error.code)"])
        }
        waiting.hear(organization)
    }

    private func runEverywhere() async {
        var last = UUIDBytes(high: 0, low: 0)
        while !Task.isCancelled {
            let found: PostgresResult
            do throws(PostgresError) {
                let page = Self.organizations.bind(.uuid(last), .int64(Self.pageSize))
                found = try await pool.withTransaction(tenant: nil, deadline: .now + .seconds(10)) {
                    (session: PostgresSession) async throws(PostgresError) -> PostgresResult in
                    try await session.run(page)
                }
            } catch {
                logger.debug("organizations are looked up later", metadata: ["error": "\(error.code)"])
                return
            }
            for row in 0..<found.rowCount where !Task.isCancelled {
                guard let organization = found.uuid(row, 0) else { continue }
                await run(organization)
                last = organization
            }
            guard found.rowCount == Int(Self.pageSize) else { return }
        }
    }

    /// `organization_directory_pkey` serves it.
    private static let organizations = Statement(
        "ProviderService.organizations",
        """
        SELECT organization_id FROM organization_directory WHERE organization_id > $1
        ORDER BY organization_id LIMIT $2
        """, parameters: [.uuid, .int8])
}
