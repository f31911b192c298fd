import DataLoader
import GraphQLExecution
import GraphQLSchema
import Postgres
import Restaurant
import TestSupport
import Testing

/// What holds for every write of an order: one winner, all or nothing, once for a key, nothing of others.
@Suite(.database(World.template))
struct OrderWriteTests {
    /// A write with the state of an order in which it succeeds.
    struct Write: Sendable, CustomTestStringConvertible {
        let mutation: String
        let status: String
        /// The input, with the order's number.
        let input: @Sendable (Int) -> String
        var testDescription: String { mutation }

        func document(_ number: Int = 7000, more: String = "") -> String {
            """
            mutation { it: \(mutation)(input: { \(input(number)) \(more) }) {
              order { id status version total { amountMinor } }
              userErrors { field ... on OrderUserError { code } } } }
            """
        }
    }

    static let writes = [
        Write(mutation: "orderConfirm", status: "PENDING") { "id: \"\(OrderRows.id($0))\"" },
        Write(mutation: "orderCancel", status: "CONFIRMED") {
            "id: \"\(OrderRows.id($0))\", reason: \"Gone\""
        },
        Write(mutation: "orderStatusSet", status: "SERVED") { "id: \"\(OrderRows.id($0))\", status: READY" },
        Write(mutation: "orderLineVoid", status: "CONFIRMED") {
            "lineId: \"\(OrderRows.line(1, of: $0))\", reason: \"Cold\""
        },
        Write(mutation: "orderLineComp", status: "SERVED") {
            "lineId: \"\(OrderRows.line(1, of: $0))\", reason: \"Cold\""
        },
        Write(mutation: "orderLinesAdd", status: "CONFIRMED") {
            "orderId: \"\(OrderRows.id($0))\", lines: [\(World.platter())]"
        },
        Write(mutation: "orderLineUpdate", status: "PENDING") {
            "lineId: \"\(OrderRows.line(2, of: $0))\", quantity: \"2\""
        },
        Write(mutation: "orderDiscountAdd", status: "CONFIRMED") {
            "orderId: \"\(OrderRows.id($0))\", name: \"Friends\", rateBasisPoints: 1000"
        },
        Write(mutation: "orderCourseHold", status: "PENDING") {
            "orderId: \"\(OrderRows.id($0))\", course: 3"
        },
        Write(mutation: "checkSplit", status: "SERVED") { "orderId: \"\(OrderRows.id($0))\", parts: 2" },
    ]

    @Test(arguments: writes)
    func `a repeated write has its effect once, and the same answer`(_ write: Write) async throws {
        let world = try World()
        try await OrderRows.order(7000, write.status)
        let document = write.document(more: ", idempotencyKey: \"one and no other\"")

        let first = await world.run(document).text
        let events = try await World.texts("SELECT count(*) FROM events")
        let second = await world.run(document).text
        let other = await world.run(
            write.document(more: ", idempotencyKey: \"one and no other\", expectedVersion: 99")
        ).text

        #expect(first.contains(#""userErrors":[]"#), "\(first)")
        #expect(second == first)
        #expect(try await World.texts("SELECT count(*) FROM events") == events)
        #expect(other.contains("IDEMPOTENCY_KEY_REUSED"), "\(other)")
    }

    @Test(arguments: writes)
    func `an order of another tenant or branch answers like one of nobody`(_ write: Write) async throws {
        let world = try World()
        try await OrderRows.order(7000, write.status)
        try await OrderRows.order(7100, write.status, branch: 21, organization: 2)

        let nobody = await world.run(write.document(9000)).text
        let foreign = await world.run(write.document(7100)).text
        let unreached = await world.run(write.document(), role: "BRANCH_MANAGER", branches: [12]).text

        #expect(nobody.contains("NOT_FOUND"), "\(nobody)")
        #expect(foreign == nobody && unreached == nobody, "\(foreign) \(unreached)")
        #expect(try await World.texts("SELECT count(*) FROM events") == ["0"])
        #expect(try await OrderRows.value("version") == "1")
    }

    @Test(arguments: writes)
    func `a write that fails at any statement leaves nothing`(_ write: Write) async throws {
        let world = try World()
        try await OrderRows.order(7000, write.status)
        let tables = [
            "orders", "order_lines", "order_discounts", "order_courses", "order_checks", "check_lines",
            "kitchen_tickets", "ticket_lines", "idempotency_keys", "events", "audit_log",
        ]
        let state =
            "SELECT md5(concat("
            + tables.map { table in
                "(SELECT string_agg(t::text, ',' ORDER BY t::text) FROM \(table) AS t)"
            }.joined(separator: ", ") + "))"
        let before = try await World.texts(state)
        let document = write.document(more: ", idempotencyKey: \"one and no other\"")
        var failures = 0
        // Each table in turn refuses what is written to it: everything before it must go with it.
        for table in tables {
            try await World.asSuperuser(
                """
                CREATE OR REPLACE FUNCTION refuse_write() RETURNS trigger LANGUAGE plpgsql AS
                $f$ BEGIN RAISE EXCEPTION 'refused' USING ERRCODE = 'XX000'; END $f$;
                CREATE TRIGGER zz_refuse BEFORE INSERT OR UPDATE OR DELETE ON \(table)
                FOR EACH ROW EXECUTE FUNCTION refuse_write()
                """)
            let text = await world.run(document).text
            try await World.asSuperuser("DROP TRIGGER zz_refuse ON \(table)")
            if text.contains(#""userErrors":[]"#) { break }
            failures += 1
            #expect(text.contains(#""data":null"#) || text.contains(#""errors":"#), "\(table): \(text)")
            #expect(try await World.texts(state) == before, "\(table)")
        }
        #expect(failures > 0)
    }

    @Test
    func `of two who confirm at once one wins`() async throws {
        let world = try World()
        let other = try World()
        let confirm = Self.writes[0]
        for number in 0..<20 {
            let order = 7000 + number * 10
            try await OrderRows.order(order)
            async let one = world.run(confirm.document(order)).text
            async let two = other.run(confirm.document(order)).text
            let answers = await [one, two]
            #expect(answers.filter { $0.contains(#""userErrors":[]"#) }.count == 1, "\(answers)")
            #expect(answers.filter { $0.contains(#""code":"CONFLICT""#) }.count == 1, "\(answers)")
            #expect(try await OrderRows.events(of: order, "order.status_changed") == ["CONFIRMED"])
        }
    }

    @Test
    func `reasons are listed, changed and archived`() async throws {
        let world = try World()
        func upsert(_ input: String) async -> String {
            await world.run(
                """
                mutation { voidReasonUpsert(input: { \(input) }) { voidReason { name kind version archivedAt }
                  userErrors { field ... on OrderUserError { code } } } }
                """
            ).text
        }
        try await OrderRows.reason(7800, "VOID")
        let id = "id: \"\(World.id(.voidReason, 7800))\""

        #expect(await upsert("name: \"Dropped\", kind: VOID").contains(#""kind":"VOID","version":1"#))
        #expect(await upsert("name: \"dropped\", kind: VOID").contains("NAME_TAKEN"))
        #expect(await upsert("name: \"Other\"").contains("INVALID"))
        #expect(await upsert("\(id), name: \"Late\", expectedVersion: 9").contains("VERSION_CONFLICT"))
        #expect(await upsert("\(id), name: \"Late\", expectedVersion: 1").contains(#""version":2"#))
        let listed = await world.run("{ voidReasons(kind: VOID) { name } }", role: "WAITER").text
        #expect(listed.contains(#"[{"name":"Dropped"},{"name":"Late"}]"#), "\(listed)")
        #expect(await upsert("\(id), name: \"Late\", isArchived: true").contains(#""archivedAt":"20"#))
        let left = await world.run("{ voidReasons { name } }", role: "WAITER").text
        #expect(left.contains(#"[{"name":"Dropped"}]"#), "\(left)")
    }
}
