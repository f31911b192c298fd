import Postgres
import Restaurant
import TestSupport

extension OrderRows {
    /// A ticket of an order at a station of its own.
    static func ticket(of number: Int, _ status: String) async throws {
        try await World.asSuperuser(
            """
            INSERT INTO stations (id, organization_id, branch_id, name)
            VALUES ('\(World.uuid(7900))', '\(World.uuid(1))', '\(World.uuid(11))', 'Cold')
            ON CONFLICT DO NOTHING;
            INSERT INTO kitchen_tickets (id, organization_id, branch_id, order_id, station_id, status,
              fired_at, due_at)
            VALUES ('\(World.uuid(number + 9))', '\(World.uuid(1))', '\(World.uuid(11))',
              '\(World.uuid(number))', '\(World.uuid(7900))', '\(status)', now(), now())
            """)
    }

    /// A reason of a kind.
    static func reason(_ number: Int = 7800, _ kind: String) async throws {
        try await World.asSuperuser(
            """
            INSERT INTO void_reasons (id, organization_id, name, kind)
            VALUES ('\(World.uuid(number))', '\(World.uuid(1))', 'Reason \(number)', '\(kind)')
            """)
    }

    /// The stored state of an order.
    static func status(_ number: Int = 7000) async throws -> String? {
        try await World.texts("SELECT status FROM orders WHERE id = '\(World.uuid(number))'").first
    }

    /// What was told of an order or a line: the status in each event of a type.
    static func events(of number: Int, _ type: String) async throws -> [String] {
        try await World.texts(
            """
            SELECT coalesce(payload ->> 'status', '') FROM events
            WHERE entity_id = '\(World.uuid(number))' AND type = '\(type)' ORDER BY sequence
            """)
    }

    /// One column of an order.
    static func value(_ column: String, of number: Int = 7000) async throws -> String? {
        try await World.texts("SELECT \(column)::text FROM orders WHERE id = '\(World.uuid(number))'").first
    }
}
