import Postgres
import TestSupport
import Testing

/// What the event log promises by itself: numbers without a gap, and nothing ever taken back.
@Suite(.database(.twoTenants)) struct EventLogTests {
    private static let tenant = TwoTenants.first

    /// Runs SQL in one transaction of the application and returns the last column of texts.
    private func inTransaction(_ sql: String..., end: String = "COMMIT") async throws -> [String] {
        try await TestDatabase.current.connectedAsApplication { connection in
            try await connection.execute(
                script: "BEGIN; SELECT set_config('app.organization', '\(Self.tenant)', true)")
            var texts: [String] = []
            for part in sql { texts = try await connection.texts(part) }
            try await connection.execute(script: end)
            return texts
        }
    }

    private func tell(_ type: String) -> String {
        """
        INSERT INTO events (id, organization_id, branch_id, type, entity_kind, entity_id)
        VALUES (gen_random_uuid(), '\(Self.tenant)', '\(Self.tenant)', '\(type)', 'order', gen_random_uuid())
        RETURNING sequence::text
        """
    }

    private let all = "SELECT sequence || ' ' || type FROM events ORDER BY sequence"

    @Test func `a transaction that is rolled back leaves no gap`() async throws {
        _ = try await inTransaction(tell("order.created"))
        _ = try await inTransaction(tell("order.lost"), tell("order.lost"), end: "ROLLBACK")
        _ = try await inTransaction(tell("order.changed"), tell("order.priced"))

        #expect(try await inTransaction(all) == ["1 order.created", "2 order.changed", "3 order.priced"])
    }

    @Test func `whatever number a writer gives, the event gets the next one`() async throws {
        let numbers = try await inTransaction(
            """
            INSERT INTO events (id, organization_id, branch_id, sequence, type, entity_kind, entity_id)
            VALUES (gen_random_uuid(), '\(Self.tenant)', '\(Self.tenant)', 77, 'order.created', 'order',
                gen_random_uuid())
            RETURNING sequence::text
            """)

        #expect(numbers == ["1"])
    }

    @Test(arguments: ["UPDATE events SET type = 'a.b'", "DELETE FROM events", "TRUNCATE events"])
    func `the application takes nothing back`(_ statement: String) async throws {
        _ = try await inTransaction(tell("order.created"))

        await #expect(throws: PostgresError.self) { _ = try await inTransaction(statement) }

        #expect(try await inTransaction(all) == ["1 order.created"])
    }
}
