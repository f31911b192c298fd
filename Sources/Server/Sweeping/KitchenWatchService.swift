import DataLoader
import Glibc
import GraphQLExecution
import Logging
import Postgres
import Restaurant
import ServiceLifecycle

/// Raises alerts of kitchens whose displays do not acknowledge what they were told, in organizations in whose
/// logs this process has written: each is looked at until everything that it was told must have been
/// acknowledged. What a process leaves that dies, the one that takes its place finds, or the sweeper.
struct KitchenWatchService: QuietService {
    let grown: GrownOrganizations
    let sessions: TenantSessions
    /// With how long displays may take.
    let services: MutationServices
    let pool: PostgresPool
    /// Between two looks.
    let interval: Duration
    let logger: Logger

    /// Looks until a graceful shutdown.
    func run() async {
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { tasks in
                tasks.addTask {
                    var watched: [UUIDBytes: ContinuousClock.Instant] = [:]
                    while !Task.isCancelled {
                        try? await Task.sleep(for: interval)
                        await look(&watched)
                    }
                }
                tasks.addTask { await lookEverywhere() }
            }
        }
    }

    /// Looks once at all organizations, when what was told before this process began must have been shown.
    private func lookEverywhere() async {
        try? await Task.sleep(for: services.displayPatience)
        do throws(PostgresError) {
            try await OrganizationDirectory(pool: pool).visit { organization in
                _ = await look(at: organization)
                return true
            }
        } catch {
            logger.debug("kitchens are looked at later", metadata: ["error": "\(error.code)"])
        }
    }

    /// Looks once at all that are watched.
    ///
    /// - Parameter watched: until when; those that are over are taken out.
    private func look(_ watched: inout [UUIDBytes: ContinuousClock.Instant]) async {
        // Twice the interval: once for the look that comes too early, once for the one that is late.
        let end = ContinuousClock.now + services.displayPatience + interval * 2
        for organization in grown.take() { watched[organization] = end }
        for (organization, end) in watched where !Task.isCancelled {
            guard await look(at: organization) else { continue }
            if end <= .now { watched[organization] = nil }
        }
    }

    /// Whether everything could be looked at.
    private func look(at organization: UUIDBytes) async -> Bool {
        do throws(LoadError) {
            for expiry in Expiry.kitchenAlerts {
                _ = try await expiry.sweep(
                    organization, nowSeconds: Int64(time(nil)), services: services, sessions: sessions)
            }
            return true
        } catch {
            logger.debug("a kitchen is looked at later", metadata: ["error": "\(error.code)"])
            return false
        }
    }
}

extension MutationServices {
    /// With what the settings say of kitchens.
    func watching(_ settings: Settings.Kitchen) -> MutationServices {
        var services = self
        services.displayPatience = settings.displayPatience
        return services
    }
}
