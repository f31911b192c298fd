import DataLoader
import GraphQLExecution
import Postgres
import TestSupport
import Testing

@testable import Restaurant

/// What holds for every subscription: in order, without a gap, nothing twice.
@Suite(.database(World.template), .timeLimit(.minutes(2)))
struct EventRelayTests {
    @Test func `every subscriber hears the log in order while many write and the pokes are cut`() async throws
    {
        try await LiveWorld.serving { live in
            try await World.orders()
            let (writers, changes) = (4, 25)
            let last = Int64(writers * changes)
            let first = try await live.subscribe(LiveWorld.orders())
            let heard = try await withThrowingTaskGroup(of: [Int64].self) { tasks in
                for writer in 0..<writers { tasks.addTask { try await Self.write(changes, writer) } }
                tasks.addTask { try await Self.cutListeners() }
                tasks.addTask { await first.cursors(to: last).cursors }
                for number in 0..<4 {
                    tasks.addTask { try await Self.comingAndGoing(live, number, to: last) }
                }
                var heard: [[Int64]] = []
                for try await cursors in tasks where !cursors.isEmpty { heard.append(cursors) }
                return heard
            }

            #expect(heard.count == 5)
            for cursors in heard { #expect(cursors == Array(1...last)) }
            #expect(try await World.texts("SELECT max(sequence) FROM events") == ["\(last)"])
            #expect(live.relay.counters.dropped == 0)
        }
    }

    /// Changes in transactions of their own, some of which are taken back.
    private static func write(_ count: Int, _ writer: Int) async throws -> [Int64] {
        let event = """
            INSERT INTO events (id, organization_id, branch_id, type, entity_kind, entity_id)
            VALUES (gen_random_uuid(), '\(World.uuid(1))', '\(World.uuid(11))', 'order.changed', 'order',
              '\(World.uuid(6001))')
            """
        try await PostgresConnection.withConnection(
            TestDatabase.current.configuration, reactors: TestReactors.shared
        ) { connection in
            for number in 0..<count {
                if number % 5 == writer {
                    _ = try await connection.execute(script: "BEGIN; \(event); ROLLBACK")
                }
                _ = try await connection.execute(
                    script: "BEGIN; \(event); SELECT pg_sleep(random() * 0.004); COMMIT")
            }
        }
        return []
    }

    private static func cutListeners() async throws -> [Int64] {
        for _ in 0..<6 {
            try await Task.sleep(for: .milliseconds(40))
            try await World.asSuperuser(
                """
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE datname = current_database() AND query LIKE 'LISTEN%'
                """)
        }
        return []
    }

    /// Hears a part, goes away, and goes on from its cursor, until all is heard.
    private static func comingAndGoing(
        _ live: LiveWorld, _ number: Int, to last: Int64
    ) async throws -> [Int64] {
        var heard: [Int64] = []
        while (heard.last ?? 0) < last {
            let from = heard.last ?? 0
            let subscription = try await live.subscribe(LiveWorld.orders("after: \"\(from)\""))
            heard += await subscription.cursors(to: min(last, from + 17 + Int64(number) * 11)).cursors
            subscription.cancel()
        }
        return heard
    }

    @Test func `without a poke the poll finds everything`() async throws {
        try await LiveWorld.serving(listens: false) { live in
            try await World.orders()
            let subscription = try await live.subscribe(LiveWorld.orders())
            try await LiveWorld.tell(3)

            #expect(await subscription.cursors(to: 3).cursors == [1, 2, 3])
        }
    }

    @Test func `a process that has written tells the others`() async throws {
        var limits = RelayLimits()
        limits.pollInterval = .seconds(3_600)
        try await LiveWorld.serving(limits: limits) { live in
            try await World.orders()
            let subscription = try await live.subscribe(LiveWorld.orders())
            try await LiveWorld.serving(limits: limits) { other in
                // Listening begins with the first connection; who comes later is told again.
                async let heard = subscription.cursors(to: 3).cursors
                try await LiveWorld.tell(3)
                while live.relay.counters.deliveries < 3 {
                    other.relay.hasGrown([.init(organization: World.uuid(1), branch: World.uuid(11))])
                    try await Task.sleep(for: .milliseconds(20))
                }
                #expect(await heard == [1, 2, 3])
            }
        }
    }

    @Test func `equal subscriptions are executed once`() async throws {
        try await LiveWorld.serving { live in
            try await World.orders()
            var subscriptions: [LiveSubscription<String>] = []
            for _ in 0..<20 { subscriptions.append(try await live.subscribe(LiveWorld.orders())) }
            let other = try await live.subscribe(LiveWorld.orders(), role: "KITCHEN")

            try await LiveWorld.tell()
            for subscription in subscriptions + [other] {
                #expect(await subscription.cursors(to: 1).cursors == [1])
            }

            let counters = try await live.counters { $0.deliveries >= 21 }
            #expect(counters.subscribers == 21)
            #expect(counters.groups == 2)
            #expect(counters.branches == 1)
            #expect(counters.executions == 2)
            #expect(counters.results == 2)
            #expect(counters.deliveries == 21)
        }
    }

    @Test func `who is too slow is let go with the cursor from which to go on`() async throws {
        var limits = RelayLimits()
        limits.queueCountMax = 8
        try await LiveWorld.serving(limits: limits) { live in
            try await World.orders()
            let slow = try await live.subscribe(LiveWorld.orders())
            let quick = try await live.subscribe(LiveWorld.orders())
            try await LiveWorld.tell(2)
            #expect(await slow.cursors(to: 2).cursors == [1, 2])
            #expect(await quick.cursors(to: 2).cursors == [1, 2])

            for round in 0..<5 {
                try await LiveWorld.tell(3)
                #expect(await quick.cursors(to: Int64(5 + round * 3)).cursors.count == 3)
            }
            let end = await slow.cursors(to: 17).end

            #expect(end == .slow(cursor: 2))
            #expect(try await live.counters { $0.dropped > 0 }.dropped == 1)
            // A replay waits for its reader instead.
            let again = try await live.subscribe(LiveWorld.orders("after: \"2\""))
            #expect(await again.cursors(to: 17).cursors == Array(3...17))
            // And each tenant's own counters say the same; who goes on from elsewhere has a group of its own.
            let counters = try #require(live.relay.tenantCounters.first?.value)
            #expect(live.relay.tenantCounters.count == 1)
            #expect((counters.dropped, counters.resumed, counters.groups) == (1, 1, 2))
        }
    }

    @Test func `who makes up for much holds up nobody`() async throws {
        var limits = RelayLimits()
        limits.batchCountMax = 1
        try await LiveWorld.serving(limits: limits) { live in
            try await World.orders()
            try await LiveWorld.tell(900)
            let waiting = try await live.subscribe(LiveWorld.orders())
            let behind = try await live.subscribe(LiveWorld.orders("after: \"0\""))
            async let made = behind.cursors(to: 901).cursors
            try await LiveWorld.tell()

            #expect(await waiting.cursors(to: 901).cursors == [901])
            #expect(live.relay.counters.results < 800)
            #expect(await made == Array(1...901))
        }
    }

    @Test func `who comes back and reads slowly is waited for until it has everything`() async throws {
        var limits = RelayLimits()
        limits.queueCountMax = 8
        try await LiveWorld.serving(limits: limits) { live in
            try await World.orders()
            try await LiveWorld.tell(20)
            let quick = try await live.subscribe(LiveWorld.orders())
            let behind = try await live.subscribe(LiveWorld.orders("after: \"0\""))
            #expect(await behind.cursors(to: 2).cursors == [1, 2])
            for round in 1...6 {
                try await LiveWorld.tell(5)
                let last = Int64(20 + round * 5)
                #expect(await quick.cursors(to: last).cursors.count == 5)
            }

            #expect(await behind.cursors(to: 50).cursors == Array(3...50))
            #expect(live.relay.counters.dropped == 0)
        }
    }

    @Test func `who falls ever further behind is let go`() async throws {
        var limits = RelayLimits()
        limits.queueCountMax = 8
        limits.replayCountMax = 10
        try await LiveWorld.serving(limits: limits) { live in
            try await World.orders()
            try await LiveWorld.tell(9)
            let behind = try await live.subscribe(LiveWorld.orders("after: \"0\""))
            #expect(await behind.cursors(to: 1).cursors == [1])
            let quick = try await live.subscribe(LiveWorld.orders())
            for round in 1...8 {
                try await LiveWorld.tell(5)
                #expect(await quick.cursors(to: Int64(9 + round * 5)).cursors.count == 5)
            }
            // One more makes room, and what fills it shows how far behind it is.
            #expect(await behind.cursors(to: 2).cursors == [2])
            #expect(try await live.counters { $0.dropped > 0 }.dropped == 1)
            let (cursors, end) = await behind.cursors(to: 49)

            #expect(cursors.isEmpty)
            #expect(end == .slow(cursor: 2))
        }
    }

    @Test func `a log that was restored from a copy is read anew, and followed from there`() async throws {
        try await LiveWorld.serving { live in
            try await World.orders()
            try await LiveWorld.tell(5)
            let before = try await live.subscribe(LiveWorld.orders())
            try await World.asSuperuser(
                """
                DELETE FROM events WHERE sequence > 2;
                UPDATE event_counters SET event_sequence = 2 WHERE event_sequence > 2
                """)

            #expect(await before.cursors(to: 6).end == .resyncRequired)
            let after = try await live.subscribe(LiveWorld.orders("after: \"1\""))
            try await LiveWorld.tell()
            #expect(await after.cursors(to: 3).cursors == [2, 3])
        }
    }

    @Test func `what can't be executed in time is tried with fewer events, then told`() async throws {
        var limits = RelayLimits()
        limits.batchCountMax = 4
        try await LiveWorld.serving(limits: limits, deadline: .zero) { live in
            try await World.orders()
            let subscription = try await live.subscribe(LiveWorld.orders())
            try await LiveWorld.tell(4)

            guard case .failed(_, "DEADLINE_EXCEEDED")? = await subscription.cursors(to: 4).end else {
                Issue.record("it goes on for ever")
                return
            }
        }
    }

    @Test func `who was away too long reads everything anew`() async throws {
        var limits = RelayLimits()
        limits.replayCountMax = 5
        try await LiveWorld.serving(limits: limits) { live in
            try await World.orders()
            try await LiveWorld.tell(6)
            func code(_ cursor: String) async -> String? {
                do throws(LoadError) {
                    let (started, caller) = await live.start(LiveWorld.orders("after: \"\(cursor)\""))
                    guard case .opened(let opened) = started else { return "not opened" }
                    let subscription = try await live.relay.subscribe(opened, for: caller)
                    subscription.cancel()
                    return nil
                } catch {
                    return error.code
                }
            }

            #expect(await code("0") == "RESYNC_REQUIRED")
            #expect(await code("1") == nil)
            #expect(await code("6") == nil)
            #expect(await code("7") == "RESYNC_REQUIRED")
            #expect(await code("-1") == "BAD_USER_INPUT")
            #expect(await code("x") == "BAD_USER_INPUT")
            #expect(live.relay.counters.resyncs == 2)
            #expect(live.relay.counters.resumed == 2)
        }
    }

    @Test func `an event of yesterday's yesterday is too old`() async throws {
        try await LiveWorld.serving { live in
            try await World.orders()
            try await World.asSuperuser(
                """
                INSERT INTO events (id, organization_id, branch_id, type, entity_kind, entity_id, occurred_at)
                VALUES (gen_random_uuid(), '\(World.uuid(1))', '\(World.uuid(11))', 'order.changed', 'order',
                  '\(World.uuid(6001))', now() - interval '25 hours')
                """)
            let (started, caller) = await live.start(LiveWorld.orders("after: \"0\""))
            guard case .opened(let opened) = started else {
                Issue.record("not opened")
                return
            }

            await #expect(throws: LoadError.self) { try await live.relay.subscribe(opened, for: caller) }
        }
    }

    @Test func `nothing is left of who has gone`() async throws {
        try await LiveWorld.serving { live in
            try await World.orders()
            for _ in 0..<30 {
                let subscription = try await live.subscribe(LiveWorld.orders())
                subscription.cancel()
                #expect(await subscription.text() == nil)
            }
            // The last group ends when its task looks.
            while live.relay.counters.groups > 0 { await Task.yield() }

            #expect(live.relay.counters.subscribers == 0)
            #expect(live.relay.counters.branches == 0)
            let next = try await live.subscribe(LiveWorld.orders())
            try await LiveWorld.tell()
            #expect(await next.cursors(to: 1).cursors == [1])
        }
    }
}
