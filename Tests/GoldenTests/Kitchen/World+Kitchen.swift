import DataLoader
import Domain
import GraphQLExecution
import Postgres
import TestSupport

@testable import Restaurant

/// Orders that wait for the kitchen, as rows.
extension World {
    /// Orders of the first branch, confirmed at its first table: number n has the ID 6000 + n.
    ///
    /// Each has three lines of its first course (120 with a nested choice, 123, 121) and one of its second
    /// (122), line k with the ID 60000 + 10 × n + k; each line costs 10.00.
    static func orders(_ count: Int = 1, status: String = "CONFIRMED") async throws {
        try await asSuperuser(
            """
            CREATE FUNCTION pg_temp.u(n integer) RETURNS uuid LANGUAGE sql IMMUTABLE
            RETURN ('01900000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid;
            INSERT INTO orders (id, organization_id, branch_id, business_date, number, type, source, status,
              table_id, currency, prices_include_tax, subtotal_minor, net_minor, total_minor)
            SELECT pg_temp.u(6000 + n), pg_temp.u(1), pg_temp.u(11), '2026-03-01', n, 'DINE_IN', 'POS',
              '\(status)', pg_temp.u(1001), 'PEN', true, 4000, 4000, 4000
            FROM generate_series(1, \(count)) AS n;
            INSERT INTO order_lines (id, organization_id, order_id, branch_id, item_id, name, quantity,
              base_minor, net_minor, total_minor, prep_minutes, course, position, status, instructions)
            SELECT pg_temp.u(60000 + 10 * n + l.k), pg_temp.u(1), pg_temp.u(6000 + n), pg_temp.u(11),
              pg_temp.u(l.item), 'Line ' || l.k, 1, 1000, 1000, 1000, l.minutes, l.course, l.k,
              CASE l.course WHEN 1 THEN 'PENDING' ELSE 'HELD' END, CASE l.k WHEN 1 THEN 'sin cebolla' END
            FROM generate_series(1, \(count)) AS n,
              (VALUES (1, 120, 1, 20), (2, 123, 1, 5), (3, 121, 1, NULL), (4, 122, 2, 10))
                AS l (k, item, course, minutes);
            INSERT INTO order_line_modifiers (id, organization_id, line_id, parent_id, group_id, group_name,
              modifier_id, name, kitchen_name, quantity, base_minor, position)
            SELECT pg_temp.u(600000 + 10 * n + m.k), pg_temp.u(1), pg_temp.u(60001 + 10 * n),
              CASE m.k WHEN 2 THEN pg_temp.u(600001 + 10 * n) END, pg_temp.u(m.in_group), 'Group',
              pg_temp.u(m.modifier), m.name, m.kitchen_name, m.k, 0, m.k
            FROM generate_series(1, \(count)) AS n,
              (VALUES (1, 130, 141, 'Fuente', 'FTE'), (2, 131, 143, 'Choclo', NULL))
                AS m (k, in_group, modifier, name, kitchen_name);
            """)
    }

    /// Two stations of the first branch: 700 takes what no route names, 701 has no routes yet.
    static func stations() async throws {
        try await asSuperuser(
            """
            INSERT INTO stations (id, organization_id, branch_id, name, position, is_default) VALUES
              ('\(uuid(700))', '\(uuid(1))', '\(uuid(11))', 'Pase', 1, true),
              ('\(uuid(701))', '\(uuid(1))', '\(uuid(11))', 'Plancha', 2, false)
            """)
    }

    /// Sends courses of an order to the kitchen.
    func fire(order: Int, courses: [Int32] = [1]) async throws -> [StatementEvent] {
        try await write { (session) throws(KitchenFailure) in
            try await TicketFiring.fire(order: World.uuid(order), courses: courses, in: session)
        }
    }

    /// Takes lines of an order back, all without `lines`.
    func void(order: Int, lines: [Int]? = nil) async throws {
        _ = try await write { (session) throws(KitchenFailure) in
            try await TicketFiring.void(lines: lines?.map(World.uuid), of: World.uuid(order), in: session)
        }
    }

    /// Runs a part of a mutation in a recorded transaction of the first organization.
    private func write(
        _ body: @escaping @Sendable (MutationSession<KitchenErrorCode>) async throws(KitchenFailure) -> Void
    ) async throws -> [StatementEvent] {
        let events = Events()
        let services = try Self.services()
        let mutation = AuditedMutation.make(
            "test", services,
            KitchenMutation.make(keyCount: 1) { (_, session) throws(KitchenFailure) in
                try await body(session)
                return [nil]
            }("test", services))
        let caller = TenantCaller(
            organization: Self.uuid(1), role: "ORG_ADMIN", observer: { events.append($0) })
        try await TenantSessions(readPool: readPool, writePool: writePool).write(for: caller) {
            (session: TenantSession) async throws(LoadError) -> (value: Void, commit: Bool) in
            let outcome = try await mutation(
                Arguments(values: []), RequestValues(nowSeconds: 1_772_380_800), session)
            return ((), !outcome.isRefused)
        }
        return events.statements
    }

    /// A mutation of one ticket, as the kitchen of the first branch.
    func ticket(_ mutation: String, _ id: String, _ more: String = "") async -> String {
        await run(
            """
            mutation { it: \(mutation)(input: { ticketId: "\(id)"\(more) }) {
              ticket { status version } userErrors { field ... on KitchenUserError { code } } } }
            """, role: "KITCHEN", branches: [11], member: 406
        ).text
    }

    /// The IDs of all tickets, the most urgent first.
    static func tickets() async throws -> [String] {
        try await texts("SELECT id FROM kitchen_tickets ORDER BY due_at, id").compactMap {
            UUIDBytes(text: $0).map { EntityKind.kitchenTicket.id($0) }
        }
    }

    /// Makes every write to a table fail.
    static func fail(_ table: String) async throws {
        try await asSuperuser(
            """
            CREATE OR REPLACE FUNCTION fail_here() RETURNS trigger LANGUAGE plpgsql
            AS $f$ BEGIN RAISE EXCEPTION 'as asked'; END $f$;
            CREATE TRIGGER fail_here BEFORE INSERT OR UPDATE ON \(table)
              FOR EACH ROW EXECUTE FUNCTION fail_here();
            """)
    }

    /// Lets writes to a table be again.
    static func heal(_ table: String) async throws {
        try await asSuperuser("DROP TRIGGER fail_here ON \(table)")
    }
}
