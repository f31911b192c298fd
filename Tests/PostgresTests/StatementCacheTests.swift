import Testing

@testable import Postgres

struct StatementCacheTests {
    private func statement(_ number: Int) -> Statement { Statement("s", "SELECT \(number)") }

    @Test
    func `a statement is new once, also under another name`() {
        var cache = StatementCache(capacity: 2)
        guard case .new(let name) = cache.lookUp(statement(1)) else {
            return #expect(Bool(false), "the first use is not new")
        }

        #expect(cache.lookUp(Statement("other", "SELECT 1")) == .known(name: name))
    }

    @Test
    func `a refused statement is new again, under a name never used before`() {
        var cache = StatementCache(capacity: 2)
        let first = cache.lookUp(statement(1))
        cache.notPrepared(statement(1))

        #expect(cache.lookUp(statement(1)) != first)
        #expect(cache.count == 1)
    }

    @Test
    func `the least recently used are dropped, and again until the server confirms`() {
        var cache = StatementCache(capacity: 2)
        for number in 1...3 {
            _ = cache.lookUp(statement(number))
            cache.prepared(statement(number))
        }
        _ = cache.lookUp(statement(1))

        let dropped = cache.takeExcess()
        #expect(dropped.count == 1)
        #expect(cache.takeExcess() == dropped)
        cache.dropped(dropped[0])
        #expect(cache.takeExcess() == [])
        if case .known = cache.lookUp(statement(2)) { Issue.record("the oldest is still known") }
    }
}
