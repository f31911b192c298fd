import Postgres
import Restaurant
import TestSupport
import Testing

/// A submit that fails at any of its writes leaves nothing behind.
@Suite(.database(World.template))
struct CartSubmitFailureTests {
    /// Every table that a submit writes, in the order in which it does.
    static let tables = [
        "idempotency_keys", "order_counters", "orders", "order_courses", "order_lines",
        "order_line_modifiers", "order_line_taxes", "carts", "events", "audit_log",
    ]

    @Test(arguments: tables)
    func `a write that fails leaves nothing`(_ table: String) async throws {
        let world = try World()
        try await World.seatGuests()
        let cart = World.firstID(.cart, in: await world.asGuest(World.cartCreate))
        _ = await world.asGuest(World.cartLinesAdd(cart, World.platter()))
        let before = try await Self.state()

        try await World.asSuperuser(
            """
            CREATE FUNCTION fail_now() RETURNS trigger LANGUAGE plpgsql AS
            $body$ BEGIN RAISE EXCEPTION 'not now'; END $body$;
            CREATE TRIGGER zz_fail_now BEFORE INSERT OR UPDATE ON \(table)
                FOR EACH ROW EXECUTE FUNCTION fail_now()
            """)
        let failed = await world.asGuest(World.cartSubmit(cart, total: 7050))
        let between = try await Self.state()
        try await World.asSuperuser("DROP TRIGGER zz_fail_now ON \(table); DROP FUNCTION fail_now()")
        let sent = await world.asGuest(World.cartSubmit(cart, total: 7050))

        #expect(failed.contains("INTERNAL"), "\(failed)")
        #expect(between == before)
        #expect(sent.contains("SUBMITTED"), "\(sent)")
        #expect(try await World.texts("SELECT number::text FROM orders") == ["1"])
    }

    /// How much of everything there is.
    private static func state() async throws -> [String] {
        try await World.texts(
            tables.map { "SELECT '\($0) ' || count(*) FROM \($0)" }.joined(separator: " UNION ALL ")
                + " UNION ALL SELECT status || version FROM carts")
    }
}
