import DataLoader
import Glibc
import GraphQLExecution
import Logging
import Postgres
import Restaurant
import ServiceLifecycle
import Synchronization

/// Organizations in whose logs this process has written since somebody looked last.
final class GrownOrganizations: Sendable {
    /// There are some.
    let wakes: AsyncStream<Void>
    private let waker: AsyncStream<Void>.Continuation
    private let waiting = Mutex<Set<UUIDBytes>>([])

    /// None yet.
    init() {
        (wakes, waker) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Hears of branches.
    func hear(_ places: Set<BranchPlace>) {
        waiting.withLock { $0.formUnion(places.map(\.organization)) }
        waker.yield()
    }

    /// Hears of an organization.
    func hear(_ organization: UUIDBytes) {
        _ = waiting.withLock { $0.insert(organization) }
        waker.yield()
    }

    /// Those that wait; they do no more.
    func take() -> Set<UUIDBytes> {
        waiting.withLock { waiting in
            defer { waiting = [] }
            return waiting
        }
    }
}

/// Who follows what this process writes, each at a pace of its own.
struct GrowthFollowers: Sendable {
    let awards = GrownOrganizations()
    let kitchens = GrownOrganizations()

    /// Hears of branches.
    func hear(_ places: Set<BranchPlace>) {
        awards.hear(places)
        kitchens.hear(places)
    }
}

/// Awards points seconds after an order was completed, in organizations in whose logs this process has
/// written. What it misses, since it died or the database was away, the sweeper finds.
struct AwardService: QuietService {
    /// Between two looks, so that a busy house costs one look for many writes.
    private static let pause = Duration.seconds(2)

    let grown: GrownOrganizations
    let sessions: TenantSessions
    let services: MutationServices
    let logger: Logger

    /// Awards until a graceful shutdown.
    func run() async {
        await cancelWhenGracefulShutdown {
            for await _ in grown.wakes {
                for organization in grown.take() where !Task.isCancelled { await award(organization) }
                try? await Task.sleep(for: Self.pause)
            }
        }
    }

    private func award(_ organization: UUIDBytes) async {
        do throws(LoadError) {
            _ = try await Expiry.awards.sweep(
                organization, nowSeconds: Int64(time(nil)), services: services, sessions: sessions)
        } catch {
            logger.debug("points are awarded later", metadata: ["error": "\(error.code)"])
        }
    }
}
