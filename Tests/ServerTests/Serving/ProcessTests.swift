import Foundation
import Glibc
import Synchronization
import Testing

@testable import Server

/// `comanda serve` as supervisors and power cuts see it.
@Suite(.serialized, .tags(.slow)) struct ProcessTests: ServingSuite {
    @Test func `SIGTERM turns ready off at once, serves for the time to drain, and ends with 0`() async throws
    {
        try await serving { world in
            let server = try await ServeProcess.start(
                over: world, settings: ["COMANDA_HTTP_DRAIN_DELAY": "2s"])
            #expect(try await server.world.query("{ __typename }").status == 200)

            server.child.signal(SIGTERM)
            let isDraining = try await eventually(
                within: .seconds(1), { try await server.world.get("/ready") }
            ) { $0.status == 503 && $0.body.contains("draining") }
            #expect(isDraining)
            #expect(
                try await server.world.query("{ branches { nodes { name } } }", role: "WAITER").status == 200)
            #expect(await server.child.wait() == 0)
        }
    }

    @Test func `a second SIGTERM ends the process at once`() async throws {
        try await serving { world in
            let server = try await ServeProcess.start(
                over: world, settings: ["COMANDA_HTTP_DRAIN_DELAY": "300s"])

            server.child.signal(SIGTERM)
            _ = try await eventually(within: .seconds(5), { try await server.world.get("/ready") }) {
                $0.status == 503
            }
            server.child.signal(SIGTERM)
            #expect(await server.child.wait() == 143)
        }
    }

    @Test func `it reads connections with as many threads as the settings say`() async throws {
        try await serving { world in
            let server = try await ServeProcess.start(
                over: world, settings: ["COMANDA_HTTP_EVENT_LOOPS": "3"])
            #expect(try await server.world.get("/ready").status == 200)
            let tasks = "/proc/\(server.child.id)/task"
            let names = try FileManager.default.contentsOfDirectory(atPath: tasks).map {
                try String(contentsOfFile: "\(tasks)/\($0)/comm", encoding: .utf8)
            }
            #expect(names.count { $0.hasPrefix("NIO-SGLTN-") } == 3, "\(names)")
        }
    }

    @Test func `ready tells that migrations are pending`() async throws {
        try await serving { world in
            let last = "(SELECT max(number) FROM schema_migrations)"
            let rename = "UPDATE schema_migrations SET number = number + 9000 WHERE number = \(last)"
            try await world.cluster.psql(rename, database: EmbeddedCluster.database)
            let isWaiting = try await eventually(within: .seconds(5), { try await world.get("/ready") }) {
                $0.status == 503 && $0.body.contains(#""for":"migrations""#)
            }
            #expect(isWaiting)
        }
    }

    @Test func `a server killed under load loses nothing that it acknowledged`() async throws {
        try await serving { world in
            let ledger = try await Ledger(world)
            for round in 0..<Self.rounds {
                let server = try await ServeProcess.start(over: world)
                try await ledger.write(through: server.world, round: round) {
                    try await ledger.grow(by: 20)
                    server.child.signal(SIGKILL)
                    #expect(await server.child.wait() == 128 + SIGKILL)
                }
                try await ledger.check(round)
            }
        }
    }

    @Test func `PostgreSQL killed under load loses nothing that was acknowledged`() async throws {
        try await serving { world in
            let ledger = try await Ledger(world)
            for round in 0..<Self.rounds {
                try await ledger.write(through: world, round: round) {
                    try await ledger.grow(by: 20)
                    let killed = try world.postmaster()
                    kill(killed, SIGKILL)
                    for _ in 0..<300 where (try? world.postmaster()) ?? killed == killed {
                        try await Task.sleep(for: .milliseconds(100))
                    }
                    let isBack = try await eventually(
                        within: .seconds(30),
                        { try await world.query("{ branches { nodes { name } } }", role: "WAITER") }
                    ) { $0.status == 200 }
                    #expect(isBack)
                }
                try await ledger.check(round)
            }
        }
    }

    /// Two kills of each kind, or fifty.
    private static let rounds = ProcessInfo.processInfo.environment["COMANDA_TEST_FULL"] != nil ? 50 : 2
}

/// Categories that were acknowledged, to be found in the database again.
private final class Ledger: Sendable {
    private let world: ServedWorld
    private let menu: String
    private let acknowledged = Mutex<Set<String>>([])
    private let isOver = Atomic(false)
    /// The last answer that was no acknowledgement.
    private let refusal = Mutex("")

    init(_ world: ServedWorld) async throws {
        self.world = world
        let branch = try #require(world.organization.branches.first)
        let menus = try await world.query("{ menus(branchId: \"\(branch.id)\") { id } }", role: "WAITER")
        menu = try #require(
            menus.body.split(separator: "\"").first { $0.hasPrefix("menu_") }.map(String.init))
    }

    /// Six writers create categories until `interruption` is over.
    func write(
        through world: ServedWorld, round: Int,
        during interruption: @escaping @Sendable () async throws -> Void
    ) async throws {
        isOver.store(false, ordering: .relaxed)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            for writer in 0..<6 {
                tasks.addTask { [self] in
                    var number = 0
                    while !isOver.load(ordering: .relaxed) {
                        number += 1
                        await create("kill-\(round)-\(writer)-\(number)", through: world)
                    }
                }
            }
            defer { isOver.store(true, ordering: .relaxed) }
            try await interruption()
        }
    }

    /// Waits until so many more are acknowledged.
    func grow(by count: Int) async throws {
        let before = acknowledged.withLock { $0.count }
        for _ in 0..<1_000 where acknowledged.withLock({ $0.count }) < before + count {
            try await Task.sleep(for: .milliseconds(20))
        }
        try #require(
            acknowledged.withLock { $0.count } >= before + count,
            "the writers are not acknowledged: \(refusal.withLock { $0 })")
    }

    private func create(_ name: String, through world: ServedWorld) async {
        let mutation = """
            mutation ($menu: ID!, $name: String!) {
              categoryCreate(input: {menuId: $menu, name: $name}) { category { id } userErrors { message } } }
            """
        let answer = try? await world.query(
            mutation, role: "ORG_ADMIN", variables: ["menu": menu, "name": name])
        guard let answer, answer.status == 200, answer.body.contains(#""category":{"id":"#) else {
            refusal.withLock { $0 = answer?.body ?? "no answer" }
            try? await Task.sleep(for: .milliseconds(20))
            return
        }
        acknowledged.withLock { _ = $0.insert(name) }
    }

    /// Everything acknowledged is in the database; once, since names are unique there.
    func check(_ round: Int) async throws {
        let stored = try await world.cluster.psql(
            "SELECT name FROM menu_categories WHERE name LIKE 'kill-\(round)-%'",
            database: EmbeddedCluster.database)
        let names = Set(stored.split(separator: " ").map(String.init))
        let lost = acknowledged.withLock { $0 }.filter { $0.hasPrefix("kill-\(round)-") }.subtracting(names)
        #expect(lost.isEmpty, "lost: \(lost.sorted())")
    }
}
