import Postgres
import Synchronization
import Testing

@testable import Server

@Suite struct RememberedFactsTests {
    private final class World: Sendable {
        let time = Mutex(ContinuousClock.now)
        let reads = Mutex(0)
        let fact = Mutex<Int?>(1)

        func facts(limit: Int = 10) -> RememberedFacts<Int, Int> {
            RememberedFacts(lifetime: .seconds(3), limit: limit) { self.time.withLock { $0 } }
        }

        func read() -> Int? {
            reads.withLock { $0 += 1 }
            return fact.withLock { $0 }
        }

        func pass(_ duration: Duration) {
            time.withLock { $0 += duration }
        }
    }

    private let world = World()

    private func look(_ facts: RememberedFacts<Int, Int>, _ key: Int = 0) async throws -> Int? {
        try await facts.fact(for: key) { () throws(PostgresError) in world.read() }
    }

    @Test func `a fact is read once in its lifetime`() async throws {
        let facts = world.facts()

        _ = try await look(facts)
        world.pass(.milliseconds(2_999))
        world.fact.withLock { $0 = 2 }
        #expect(try await look(facts) == 1)
        world.pass(.milliseconds(1))
        #expect(try await look(facts) == 2)

        #expect(world.reads.withLock { $0 } == 2)
    }

    @Test func `a change is seen at once where it is heard of`() async throws {
        let facts = world.facts()

        _ = try await look(facts)
        world.fact.withLock { $0 = nil }
        facts.forget()

        #expect(try await look(facts) == nil)
    }

    @Test func `a change about one is no reason to read the others again`() async throws {
        let facts = world.facts()
        _ = try await look(facts, 1)
        _ = try await look(facts, 2)

        facts.forget { (key, _) in key == 1 }
        world.fact.withLock { $0 = 9 }

        #expect(try await look(facts, 1) == 9)
        #expect(try await look(facts, 2) == 1)
    }

    @Test func `what was read before a change is not remembered after it`() async throws {
        let facts = world.facts()

        let stale = try await facts.fact(for: 0) { () throws(PostgresError) in
            let fact = world.read()
            world.fact.withLock { $0 = 2 }
            facts.forget()
            return fact
        }

        #expect(stale == 1)
        #expect(try await look(facts) == 2)
    }

    @Test func `what is not there is looked for again`() async throws {
        let facts = world.facts()
        world.fact.withLock { $0 = nil }

        #expect(try await look(facts) == nil)
        world.fact.withLock { $0 = 3 }

        #expect(try await look(facts) == 3)
    }

    @Test func `a full memory begins anew`() async throws {
        let facts = world.facts(limit: 2)

        for key in 0..<3 { _ = try await look(facts, key) }
        _ = try await look(facts, 2)
        _ = try await look(facts, 0)

        #expect(world.reads.withLock { $0 } == 4)
    }
}
