import DataLoader
import Foundation
import GraphQLExecution
import GraphQLSchema
import Permissions
import Postgres
import TestSupport
import Testing

@testable import Restaurant

/// A relay over a world, and what its subscribers hear.
struct LiveWorld: Sendable {
    let world: World
    let relay: EventRelay<String>

    /// Runs `body` beside a relay.
    ///
    /// - Parameters:
    ///   - listens: whether other processes poke it; without, it only looks.
    ///   - pokes: who pokes in the place of other processes.
    ///   - deadline: how long one execution may take.
    ///   - cache: what keeps menus in memory; nil for nothing.
    static func serving(
        limits: RelayLimits = RelayLimits(), listens: Bool = true, pokes: (any EventPokes)? = nil,
        deadline: Duration = .seconds(10), cache: RowCache? = nil,
        _ body: (LiveWorld) async throws -> Void
    ) async throws {
        let world = try World(cache: cache)
        let url = try TestDatabase.current.url.replacingOccurrences(
            of: "user=postgres", with: "user=comanda_app")
        let relay = EventRelay<String>(
            pool: world.readPool,
            pokes: pokes
                ?? (listens
                    ? PostgresPokes(
                        pool: world.writePool, configuration: PostgresConfiguration(url),
                        reactors: TestReactors.shared) : nil),
            limits: limits, deadline: deadline
        ) { $0.body.text }
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { await relay.run() }
            defer { tasks.cancelAll() }
            try await body(LiveWorld(world: world, relay: relay))
        }
    }

    /// The counters once they have come to something: they are written behind what subscribers hear.
    func counters(when fits: (RelayCounters) -> Bool) async throws -> RelayCounters {
        let end = ContinuousClock.now + .seconds(10)
        while ContinuousClock.now < end, !fits(relay.counters) {
            try await Task.sleep(for: .milliseconds(10))
        }
        return relay.counters
    }

    /// What a document begins for a role of the first organization.
    func start(
        _ document: String, role: String = "WAITER", branches: [Int]? = [11], member: Int? = nil,
        claims: [String: ClaimValue] = [:]
    ) async -> (started: StartedOperation<TenantSessions>, caller: TenantCaller) {
        var caller = TenantCaller(
            organization: World.uuid(1), branches: branches?.map(World.uuid), role: role,
            user: member.map { World.uuid($0 - 100) }, member: member.map(World.uuid))
        caller.claims = claims
        let started = await world.service.start(
            GraphQLRequest(document: Array(document.utf8)), for: caller,
            access: world.permissions.policy(for: role), values: RequestValues(nowSeconds: 1_772_380_800),
            requestID: "test")
        return (started, caller)
    }

    /// A subscription to a document.
    func subscribe(
        _ document: String, role: String = "WAITER", branches: [Int]? = [11], member: Int? = nil,
        claims: [String: ClaimValue] = [:]
    ) async throws -> LiveSubscription<String> {
        let (started, caller) = await start(
            document, role: role, branches: branches, member: member, claims: claims)
        switch started {
        case .opened(let opened): return try await relay.subscribe(opened, for: caller)
        case .refused(let response): throw Refused(text: response.body.text)
        case .single: throw Refused(text: "not a subscription")
        }
    }

    /// Why there is no subscription.
    struct Refused: Error {
        let text: String
    }

    /// `orderChanged` of the first branch, showing what is asked for.
    static func orders(_ arguments: String = "", _ selection: String = "cursor") -> String {
        """
        subscription { orderChanged(branchId: "\(World.id(.branch, 11))" \(arguments)) { \(selection) } }
        """
    }

    /// Entries of the first branch's log about an order, as somebody writes them who is not our concern.
    static func tell(
        _ count: Int = 1, order: Int = 6001, type: String = "order.changed", branch: Int = 11
    ) async throws {
        try await World.asSuperuser(
            """
            INSERT INTO events (id, organization_id, branch_id, type, entity_kind, entity_id)
            SELECT gen_random_uuid(), '\(World.uuid(1))', '\(World.uuid(branch))', '\(type)', 'order',
              '\(World.uuid(order))' FROM generate_series(1, \(count))
            """)
    }
}

extension LiveSubscription<String> {
    /// The next result; nil at the end.
    func text() async -> String? {
        if case .result(let text, _) = await next() { text } else { nil }
    }

    /// The cursors of what comes up to a number, and why it ended if it did.
    func cursors(to last: Int64) async -> (cursors: [Int64], end: LiveEnd?) {
        var cursors: [Int64] = []
        while (cursors.last ?? 0) < last {
            switch await next() {
            case .result(_, let cursor): cursors.append(cursor)
            case .ended(let end): return (cursors, end)
            }
        }
        return (cursors, nil)
    }
}
