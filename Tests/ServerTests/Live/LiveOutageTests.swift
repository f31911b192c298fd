import Accounts
import Foundation
import Glibc
import Postgres
import Restaurant
import Synchronization
import Testing

@testable import Server

/// What happens in a branch reaches everybody once and in order, whatever breaks meanwhile.
@Suite(.serialized, .tags(.slow)) struct LiveOutageTests: ServingSuite {
    /// Whether the large figures are asked for.
    private static let isFull = ProcessInfo.processInfo.environment["COMANDA_TEST_FULL"] != nil
    private static let followerCount = isFull ? 200 : 12
    private static let changeCount = isFull ? 20_000 : 300
    private static let outageCount = isFull ? 150 : 6

    /// Two servers over one database, which come and go.
    private final class Servers: Sendable {
        private let all = Mutex<[ServeProcess]>([])

        var ports: [Int] { all.withLock { $0.map(\.world.port) } }

        /// Starts one more, as soon as there is a database.
        func start(over world: ServedWorld, redis: FakeRedis) async throws {
            let settings = [
                "REDIS_URL": "redis://127.0.0.1:\(redis.port)", "COMANDA_WS_ADDRESS_CONNECTIONS": "1000",
            ]
            while !Task.isCancelled {
                if let process = try await ServeProcess.started(over: world, settings: settings) {
                    return all.withLock { $0.append(process) }
                }
            }
        }

        /// The oldest dies.
        func kill() async {
            guard let process = all.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) else { return }
            process.child.signal(SIGKILL)
            _ = await process.child.wait()
        }
    }

    @Test(.timeLimit(.minutes(isFull ? 60 : 8)))
    func `nobody misses or repeats an event while servers, PostgreSQL and Redis die`() async throws {
        try await serving { world in
            let redis = try FakeRedis()
            defer { redis.ends() }
            let servers = Servers()
            for _ in 0..<2 { try await servers.start(over: world, redis: redis) }
            let branch = try #require(world.organization.branches.first?.id)
            let place = try #require(EntityKind.branch.uuid(branch))
            let head = try await world.sql(
                "SELECT coalesce(max(sequence), 0) FROM events WHERE branch_id = '\(place)'")
            let start = try #require(Int64(head))
            let followers = try await Self.followers(world, servers, branch: branch, from: start)
            defer { for follower in followers { follower.ends() } }

            let changes = Changes()
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { try await Self.breakThings(world, servers, redis, changes) }
                tasks.addTask { try await Self.cutListeners(world, changes) }
                try await Self.change(world, servers, branch: branch, changes)
                try await tasks.waitForAll()
            }
            // The last outage may still go on.
            var read: [Int64]?
            for _ in 0..<600 where read == nil {
                read = try? await Self.numbers(world, place, after: start)
                try await Task.sleep(for: .milliseconds(100))
            }
            let happened = try #require(read)
            #expect(happened.count >= Self.changeCount)
            let end = ContinuousClock.now + .seconds(120)
            while ContinuousClock.now < end, followers.contains(where: { $0.cursors.count < happened.count })
            {
                try await Task.sleep(for: .milliseconds(100))
            }
            for follower in followers {
                #expect(follower.cursors == happened, "\(follower.answers.suffix(3))")
            }
            // The outages have been felt.
            #expect(followers.contains { $0.openings > 1 })
            #expect(!followers.contains { $0.answers.contains { $0.contains("RESYNC_REQUIRED") } })
            while !servers.ports.isEmpty { await servers.kill() }
        }
    }

    /// The numbers of all changes of tables behind one, as the log has them.
    private static func numbers(
        _ world: ServedWorld, _ branch: UUIDBytes, after start: Int64
    ) async throws -> [Int64] {
        var numbers: [Int64] = []
        while true {
            let text = try await world.sql(
                """
                SELECT sequence FROM events WHERE branch_id = '\(branch)' AND type = 'table.changed'
                  AND sequence > \(numbers.last ?? start) ORDER BY sequence LIMIT 5000
                """)
            let found = text.split(separator: " ").compactMap { Int64($0) }
            guard !found.isEmpty else { return numbers }
            numbers += found
        }
    }

    private static func followers(
        _ world: ServedWorld, _ servers: Servers, branch: String, from start: Int64
    ) async throws -> [LiveFollower] {
        var followers: [LiveFollower] = []
        for number in 0..<followerCount {
            let bearer = try await world.tokens.mint(
                subject: "screen-\(number)", organization: world.organization.id, role: "WAITER",
                branches: nil, id: "\(number)")
            followers.append(
                try LiveFollower(
                    "subscription { tableChanged(branchId: \"\(branch)\") { cursor table { status } } }",
                    bearer: bearer, from: start, ports: { servers.ports }))
        }
        return followers
    }

    /// Changes tables over whichever server answers, again and again.
    private static func change(_ world: ServedWorld, _ servers: Servers, branch: String, _ changes: Changes)
        async throws
    {
        let place = try #require(EntityKind.branch.uuid(branch))
        let rows = try await world.sql(
            "SELECT id FROM tables WHERE branch_id = '\(place)' AND status = 'AVAILABLE' ORDER BY id LIMIT 4")
        let tables = rows.split(whereSeparator: \.isWhitespace).compactMap { UUIDBytes(text: $0) }
        try #require(tables.count == 4)
        let bearer = try await world.tokens.mint(
            subject: "manager", organization: world.organization.id, role: "BRANCH_MANAGER", branches: nil,
            id: "manager")
        // Foundation's client may spoil a connection that dies under a request.
        let exchange = HTTPExchange(timeout: .seconds(30), bodyByteCountMax: 1 << 20)
        try await withThrowingTaskGroup(of: Void.self) { writers in
            for table in tables {
                writers.addTask {
                    for turn in 0..<(changeCount + 3) / 4 {
                        let status = turn % 2 == 0 ? "MAINTENANCE" : "AVAILABLE"
                        try await set(EntityKind.table.id(table), status, servers, by: exchange, bearer)
                        changes.add()
                    }
                }
            }
            try await writers.waitForAll()
        }
        try await exchange.close()
    }

    private static func set(
        _ table: String, _ status: String, _ servers: Servers, by exchange: HTTPExchange, _ bearer: String
    ) async throws {
        let query = """
            mutation { tableStatusSet(input: { tableId: "\(table)", status: \(status) }) {
              userErrors { message } } }
            """
        let body = try JSONSerialization.data(withJSONObject: ["query": query])
        while true {
            var answer: HTTPExchange.Answer?
            if let port = servers.ports.randomElement() {
                answer = try? await exchange.answer(
                    to: .init(
                        method: .post, url: "http://127.0.0.1:\(port)/graphql",
                        headers: [
                            ("Content-Type", "application/json"), ("Authorization", "Bearer \(bearer)"),
                        ], body: body))
            }
            if let answer {
                let text = String(decoding: answer.body, as: UTF8.self)
                // Refused where an answer was lost and the table is in the state already.
                if text.contains("userErrors") { return }
                // A commit without an answer, or a lock that was waited for: what became of it nobody knows.
                let isPassing = text.contains("not known whether") || text.contains("DEADLINE_EXCEEDED")
                try #require(answer.status >= 500 || isPassing, "\(text)")
            }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    /// Breaks one thing after the other, each when the changes have come on.
    private static func breakThings(
        _ world: ServedWorld, _ servers: Servers, _ redis: FakeRedis, _ changes: Changes
    ) async throws {
        let moods: [FakeRedis.Mood] = [.hanging, .saying("-OOM\r\n"), .good]
        for round in 0..<outageCount {
            while changes.count < round * changeCount / outageCount {
                try await Task.sleep(for: .milliseconds(20))
            }
            redis.becomes(moods[round % moods.count])
            if round % 4 == 1 { redis.hangsUp() }
            switch round % 3 {
            case 0: await servers.kill()
            case 1: try await servers.start(over: world, redis: redis)
            default: Glibc.kill(try world.postmaster(), SIGKILL)
            }
        }
        redis.becomes(.good)
    }

    /// Ends the connections that listen, again and again.
    private static func cutListeners(_ world: ServedWorld, _ changes: Changes) async throws {
        while changes.count < changeCount {
            // PostgreSQL may be away.
            _ = try? await world.sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'")
            try await Task.sleep(for: .seconds(2))
        }
    }

    /// How many changes there were.
    private final class Changes: Sendable {
        private let number = Mutex(0)
        var count: Int { number.withLock { $0 } }
        func add() { number.withLock { $0 += 1 } }
    }
}
