import Postgres
import TestSupport
import Testing

@Suite(.database)
struct SessionTests {
    @Test
    func `results of a round come in the order of its statements`() async throws {
        let pool = PostgresPool(.read, try TestDatabase.current.configuration, reactors: TestReactors.shared)
        let one = Statement("one", "SELECT $1::int8", parameters: [.int8])
        let two = Statement("two", "SELECT $1::text", parameters: [.text])

        let results = try await pool.withSession(tenant: nil) { session in
            try await session.run(
                [one.bind(.int64(7)), two.bind(.text("a")), one.bind(.int64(8))], end: .sync)
        }

        #expect(results.count == 3)
        #expect(results[0].int(0, 0) == 7)
        #expect(results[1].string(0, 0) == "a")
        #expect(results[2].int(0, 0) == 8)
        pool.close()
    }
}
