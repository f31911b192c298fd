import Postgres
import Restaurant
import TestSupport
import Testing

/// A database that runs and takes nothing: its disk is full, or it has become a standby.
@Suite(.database(World.template))
struct DatabaseTroubleTests {
    private static let states = "SELECT status || ' ' || (SELECT count(*) FROM events) FROM orders"

    private func confirm(_ world: World) async -> String {
        await world.run(
            """
            mutation { it: orderConfirm(
              input: { id: "\(OrderRows.id(7000))", idempotencyKey: "the key of an order" }) {
              order { status } userErrors { message } } }
            """, member: 401
        ).text
    }

    private func read(_ world: World) async -> String {
        await world.run("{ order(id: \"\(OrderRows.id(7000))\") { status } }", member: 401).text
    }

    @Test(arguments: ["disk_full", "out_of_memory", "read_only_sql_transaction"])
    func `whoever writes hears to come back, nothing is half done, and it goes on by itself`(
        _ trouble: String
    ) async throws {
        let world = try World()
        try await OrderRows.order()
        // The last thing that the write does.
        try await World.asSuperuser(
            """
            CREATE FUNCTION take_nothing() RETURNS trigger LANGUAGE plpgsql AS $trouble$
            BEGIN RAISE EXCEPTION 'canary' USING ERRCODE = '\(trouble)'; END $trouble$;
            CREATE TRIGGER trouble BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION take_nothing()
            """)

        let refused = await confirm(world)
        let meanwhile = try await World.texts(Self.states)
        let seen = await read(world)
        try await World.asSuperuser("DROP TRIGGER trouble ON events")
        let done = await confirm(world)

        let code = trouble == "out_of_memory" ? "OVERLOADED" : "UNAVAILABLE"
        #expect(refused.contains(#""code":"\#(code)""#) && !refused.contains("canary"), "\(refused)")
        #expect(meanwhile == ["PENDING 0"])
        #expect(seen == #"{"data":{"order":{"status":"PENDING"}}}"#)
        #expect(done == #"{"data":{"it":{"order":{"status":"CONFIRMED"},"userErrors":[]}}}"#)
    }

    @Test
    func `a database that has become a standby takes writes again once it is none`() async throws {
        try await OrderRows.order()
        let database = try TestDatabase.current.name
        func isStandby(_ value: String) async throws {
            try await World.asSuperuser(
                """
                SET transaction_read_only = off;
                ALTER DATABASE \(database) SET default_transaction_read_only = \(value)
                """)
        }

        try await isStandby("on")
        let world = try World()
        let refused = await confirm(world)
        let seen = await read(world)
        try await isStandby("off")
        var done = await confirm(world)
        // The pool waits a moment before it tries another connection.
        for _ in 0..<200 where done.contains("UNAVAILABLE") {
            try await Task.sleep(for: .milliseconds(50))
            done = await confirm(world)
        }

        #expect(refused.contains(#""code":"UNAVAILABLE""#), "\(refused)")
        #expect(seen == #"{"data":{"order":{"status":"PENDING"}}}"#)
        #expect(done == #"{"data":{"it":{"order":{"status":"CONFIRMED"},"userErrors":[]}}}"#)
    }
}
