import Postgres
import Restaurant
import TestSupport
import Testing

/// A stored answer opens only with the keys of all whose values it holds.
extension StoredAnswerTests {
    private static let names = ["Canary Quispe", "Canary Mamani", "Canary Huanca"]
    private static let people = [950, 951, 952]

    /// An order each for three customers who never had a key, two of them at one table.
    private static func orders() async throws {
        let tenant = "'\(World.uuid(1))'"
        for number in [7000, 7010, 7020, 7030] { try await OrderRows.order(number) }
        for (person, name) in zip(people, names) {
            try await World.asSuperuser(
                """
                INSERT INTO customers (id, organization_id, name)
                VALUES ('\(World.uuid(person))', \(tenant), '\(name)');
                UPDATE orders SET guest_name = NULL, customer_id = '\(World.uuid(person))'
                WHERE id = '\(World.uuid(7000 + 10 * (person - 950)))'
                """)
        }
        try await World.asSuperuser(
            """
            INSERT INTO table_sessions (id, organization_id, branch_id, table_id, status, activated_at,
              expires_at)
            VALUES ('\(World.uuid(5000))', \(tenant), '\(World.uuid(11))', '\(World.uuid(1001))', 'ACTIVE',
              now(), now() + interval '1 day');
            UPDATE orders SET guest_name = NULL, session_id = '\(World.uuid(5000))'
            WHERE id IN ('\(World.uuid(7000))', '\(World.uuid(7010))')
            """)
    }

    private static func eraseKey(of person: Int) async throws {
        try await World.asSuperuser(
            """
            INSERT INTO personal_keys (organization_id, id, key, erased_at)
            VALUES ('\(World.uuid(1))', '\(World.uuid(person))', NULL, now())
            ON CONFLICT (organization_id, id) DO UPDATE SET key = NULL, erased_at = now()
            """)
    }

    /// Whose keys each answer needs, in the order of the orders.
    private static let needed = """
        SELECT (SELECT coalesce(string_agg(p::text, ' ' ORDER BY p), '-') FROM unnest(person_ids) AS p)
        FROM idempotency_keys ORDER BY key
        """

    @Test
    func `an answer is gone with its customer's own key, and no other is`() async throws {
        let world = try World()
        try await Self.orders()
        let first = await Self.confirm(world)
        let other = await Self.confirm(world, 7010)
        let impersonal = await Self.confirm(world, 7020, fields: "id")
        let needed = try await World.texts(Self.needed)
        let stored = try await World.texts("SELECT encode(response, 'escape') FROM idempotency_keys").joined()

        try await Self.eraseKey(of: 950)
        try await World.asSuperuser("UPDATE orders SET version = 77")
        let again = await Self.confirm(world)
        let later = await Self.confirm(world, 7010)

        #expect(first.contains(#""version":2,"customer":{"name":"Canary Quispe""#), "\(first)")
        #expect(needed == ["\(World.uuid(950))", "\(World.uuid(951))", "-"])
        #expect(!stored.contains("Canary") && stored.contains("\\"))
        #expect(again == first.replacing(#""version":2"#, with: #""version":77"#), "\(again)")
        #expect(other.contains("Canary Mamani") && later == other, "\(other) \(later)")
        #expect(await Self.confirm(world, 7020, fields: "id") == impersonal)
        #expect(try await Acts.firstBreak() == nil)
    }

    @Test(arguments: [(950, false), (951, false), (952, true)])
    func `an answer with values of two customers is gone with either`(
        _ person: Int, _ opens: Bool
    ) async throws {
        let world = try World()
        try await Self.orders()
        let atTable = "id } session { orders(first: 9) { nodes { customer { name } } } } table { id"
        _ = await Self.confirm(world, 7020)
        let first = await Self.confirm(world, 7000, fields: atTable)
        let needed = try await World.texts(Self.needed)

        try await Self.eraseKey(of: person)
        try await World.asSuperuser("UPDATE orders SET version = 77")
        let again = await Self.confirm(world, 7000, fields: atTable)

        #expect(first.contains("Canary Quispe") && first.contains("Canary Mamani"), "\(first)")
        #expect(needed == ["\(World.uuid(950)) \(World.uuid(951))", "\(World.uuid(952))"])
        #expect(again == (opens ? first : first.replacing(#""version":2"#, with: #""version":77"#)))
    }

    @Test
    func `an answer of somebody whose key is erased is not kept, and a null says nothing of anybody`()
        async throws
    {
        let world = try World()
        try await Self.orders()
        try await Self.eraseKey(of: 950)

        let first = await Self.confirm(world)
        let other = await Self.confirm(world, 7010, fields: "phone email")
        try await World.asSuperuser("UPDATE orders SET version = 77")

        #expect(try await World.texts(Self.kept) == ["1 0 1"])
        #expect(try await World.texts(Self.needed) == ["-", "-"])
        #expect(await Self.confirm(world) == first.replacing(#""version":2"#, with: #""version":77"#))
        #expect(await Self.confirm(world, 7010, fields: "phone email") == other)
    }

    @Test
    func `what an order says for itself is its customer's, and a guest's whom nobody knows is nobody's`()
        async throws
    {
        let world = try World()
        try await Self.orders()
        try await World.asSuperuser(
            """
            UPDATE orders SET guest_name = 'Canary';
            INSERT INTO order_checks (id, organization_id, order_id, number, label, total_minor)
            SELECT gen_random_uuid(), organization_id, id, 1, 'Canary', 100 FROM orders
            """)
        var answers = ""
        for number in [7000, 7030] {
            answers += await Self.confirm(world, number, fields: "id } guestName table { id")
        }
        answers += await Self.confirm(world, 7010, fields: "id } checks { label")

        #expect(answers.split(separator: "Canary").count == 4, "\(answers)")
        #expect(try await World.texts(Self.needed) == ["\(World.uuid(950))", "\(World.uuid(951))", "-"])
        #expect(try await World.texts(Self.kept) == ["3 0 0"])
    }

    @Test
    func `a customer who is forgotten while the answer is about to make the key gets none`() async throws {
        let world = try World()
        let other = try World()
        try await Self.orders()
        _ = await Self.confirm(world, 7030)
        // The one that confirms, not the one that forgets.
        let gate = """
            INSERT ON personal_keys FOR EACH ROW
            WHEN (NOT NEW.seals_answers AND current_setting('app.actor') = '\(World.uuid(301))')
            """

        let (answer, forgotten) = try await Self.held(
            at: gate, { await Self.confirm(world) }, while: { await Self.forget(other) })

        #expect(answer.contains("Canary Quispe") && forgotten == Self.forgotten, "\(answer) \(forgotten)")
        #expect(try await World.texts(Self.kept) == ["0 1 1"])
        let key = "SELECT count(key) FROM personal_keys WHERE id = '\(World.uuid(950))'"
        #expect(try await World.texts(key) == ["0"])
        #expect(await Self.confirm(world).contains(#""customer":{"name":null"#))
    }

    /// One answer needs the one's new key and its entry in the log the other's, and the other way round. At
    /// two branches, so that neither waits for the other before.
    @Test
    func `of two that make keys in different order both have their answers`() async throws {
        let world = try World()
        let other = try World()
        try await Self.orders()
        try await OrderRows.order(7040, branch: 12)
        _ = await Self.confirm(world, 7030)
        try await World.asSuperuser(
            """
            UPDATE customers SET deleted_at = now(), merged_into_id = CASE id
              WHEN '\(World.uuid(950))' THEN '\(World.uuid(951))'::uuid ELSE '\(World.uuid(950))' END
            WHERE id IN ('\(World.uuid(950))', '\(World.uuid(951))');
            UPDATE orders SET guest_name = 'Canary' WHERE id = '\(World.uuid(7000))';
            UPDATE orders SET customer_id = '\(World.uuid(951))' WHERE id = '\(World.uuid(7040))'
            """)
        let merged = "mergedInto { name }"
        let events = Events()

        let (first, second) = try await Self.held(
            at: "UPDATE ON idempotency_keys",
            { await Self.confirm(world, 7000, fields: merged) { events.append($0) } },
            while: { await Self.confirm(other, 7040, fields: merged) { events.append($0) } },
            whichWaits: true)

        #expect(first.contains("Canary Mamani") && second.contains("Canary Quispe"), "\(first) \(second)")
        let attempts = events.statements.filter { $0.statement.name == "RepeatableRequest.store" }
        #expect(attempts.count == 3, "one of them was undone, and done again")
        #expect(try await World.texts(Self.kept) == ["3 0 0"])
        #expect(try await Acts.firstBreak() == nil)
    }
}
