import Audit
import Postgres
import Restaurant
import TestSupport
import Testing

/// Answers that are kept for a repetition lie sealed, and none opens once a customer is forgotten.
///
/// - SeeAlso: `StoredAnswerPeopleTests.swift`, for what a customer's own key alone does.
@Suite(.database(World.template))
struct StoredAnswerTests {
    private static let name = "Canary Quispe"
    private static let phone = "+51955512345"
    private static let customer = 950
    /// Answers that open, those that do not, and those that are not kept as they were sent.
    static let kept = """
        SELECT concat_ws(' ', count(i.response) FILTER (WHERE k.key IS NOT NULL),
          count(i.response) FILTER (WHERE k.key IS NULL), count(*) FILTER (WHERE i.response IS NULL))
        FROM idempotency_keys AS i
        LEFT JOIN personal_keys AS k ON k.organization_id = i.organization_id AND k.id = i.person_id
        """

    /// Orders whose customer has a name, as nobody else in the world has.
    private static func orders(_ numbers: [Int] = [7000]) async throws {
        for number in numbers { try await OrderRows.order(number) }
        try await World.asSuperuser(
            """
            INSERT INTO customers (id, organization_id, name, phone) VALUES
              ('\(World.uuid(customer))', '\(World.uuid(1))', '\(name)', '\(phone)');
            UPDATE orders SET guest_name = NULL, customer_id = '\(World.uuid(customer))'
            """)
    }

    /// Confirms an order for good, whoever asks again.
    static func confirm(
        _ world: World, _ number: Int = 7000, organization: Int = 1, member: Int = 401,
        fields: String = "name phone", observer: StatementObserver? = nil
    ) async -> String {
        await world.run(
            """
            mutation { it: orderConfirm(
              input: { id: "\(OrderRows.id(number))", idempotencyKey: "the key of order \(number)" }) {
              order { status version customer { \(fields) } } userErrors { message } } }
            """, organization: organization, member: member, observer: observer
        ).text
    }

    static func forget(_ world: World) async -> String {
        await world.run(
            """
            mutation { it: customerAnonymize(input: { customerId: "\(World.id(.customer, customer))" }) {
              userErrors { message } } }
            """, member: 402
        ).text
    }

    static let forgotten = #"{"data":{"it":{"userErrors":[]}}}"#
    private static func confirmed(version: Int, _ customer: String) -> String {
        #"{"data":{"it":{"order":{"status":"CONFIRMED","version":\#(version),"customer":\#(customer)},"#
            + #""userErrors":[]}}}"#
    }
    private static let known = confirmed(version: 2, #"{"name":"\#(name)","phone":"\#(phone)"}"#)
    private static let unknown = confirmed(version: 2, #"{"name":null,"phone":null}"#)

    @Test
    func `an answer lies sealed by its tenant's key, and is given again byte for byte`() async throws {
        let world = try World()
        try await Self.orders([7000, 7010])

        let first = await Self.confirm(world)
        let other = await Self.confirm(world, 7010)
        let stored = try await World.texts("SELECT encode(response, 'escape') FROM idempotency_keys")
        try await World.asSuperuser("UPDATE orders SET version = 77")
        let again = await Self.confirm(world)

        #expect(first == Self.known && other == first && again == first, "\(first) \(other) \(again)")
        #expect(stored.count == 2 && Set(stored).count == 2)
        #expect(!stored.joined().contains("Canary") && !stored.joined().contains("955512345"))
        #expect(try await World.texts(Self.kept) == ["2 0 0"])
        #expect(try await World.texts("SELECT count(*) FROM personal_keys WHERE seals_answers") == ["1"])
    }

    @Test
    func `who copies the database alone opens no answer`() async throws {
        let world = try World()
        try await Self.orders()
        _ = await Self.confirm(world)

        let row = try #require(
            UUIDBytes(text: try await World.texts("SELECT id FROM personal_keys WHERE seals_answers")[0]))
        let stored = Self.bytes(
            try await World.texts("SELECT encode(key, 'hex') FROM personal_keys WHERE seals_answers")[0])
        let stranger = try #require(MasterKeys([Array(repeating: 9, count: MasterKeys.byteCount)]))
        let tenant = World.uuid(1)

        #expect(PersonalKey(stored: stored, of: row, in: tenant, opening: stranger) == nil)
        #expect(PersonalKey(stored: stored, of: row, in: tenant) != nil)
        #expect(PersonalKey(stored: stored, of: row, in: World.uuid(2)) == nil)
    }

    @Test
    func `no answer opens once a customer is forgotten, but what another tenant has kept`() async throws {
        let world = try World()
        try await Self.orders()
        try await OrderRows.order(7100, branch: 21, organization: 2)
        let first = await Self.confirm(world)
        let foreign = await Self.confirm(world, 7100, organization: 2, member: 411)

        let forgotten = await Self.forget(world)
        let kept = try await World.texts(Self.kept)
        try await World.asSuperuser("UPDATE orders SET version = 77")
        let again = await Self.confirm(world)
        let foreignAgain = await Self.confirm(world, 7100, organization: 2, member: 411)
        try await OrderRows.order(7010)
        let later = await Self.confirm(world, 7010)
        try await World.asSuperuser("UPDATE orders SET version = 78")

        #expect(first == Self.known && forgotten == Self.forgotten, "\(first) \(forgotten)")
        #expect(kept == ["1 1 0"])
        #expect(again == Self.confirmed(version: 77, #"{"name":null,"phone":null}"#), "\(again)")
        #expect(foreign.contains(#""version":2"#) && foreignAgain == foreign, "\(foreign) \(foreignAgain)")
        #expect(later.contains(#""version":2"#), "\(later)")
        #expect(await Self.confirm(world, 7010) == later, "the next key seals what comes next")
        #expect(try await Acts.firstBreak() == nil)
    }

    @Test
    func `an answer that was sealed before a customer was forgotten and is stored after opens no more`()
        async throws
    {
        let world = try World()
        let other = try World()
        try await Self.orders([7000, 7010])
        _ = await Self.confirm(world, 7010)

        let (answer, forgotten) = try await Self.held(
            at: "UPDATE ON idempotency_keys", { await Self.confirm(world) },
            while: { await Self.forget(other) })

        #expect(answer == Self.known && forgotten == Self.forgotten, "\(answer) \(forgotten)")
        #expect(try await World.texts(Self.kept) == ["0 2 0"])
        #expect(await Self.confirm(world) == Self.unknown)
    }

    @Test
    func `who read before a customer was forgotten makes no key of its own afterwards`() async throws {
        let world = try World()
        let other = try World()
        try await Self.orders()
        // The one that confirms, not the one that forgets.
        let gate = """
            INSERT ON personal_keys FOR EACH ROW
            WHEN (NEW.seals_answers AND current_setting('app.actor') = '\(World.uuid(301))')
            """

        let (answer, forgotten) = try await Self.held(
            at: gate, { await Self.confirm(world) }, while: { await Self.forget(other) })

        #expect(answer == Self.known && forgotten == Self.forgotten, "\(answer) \(forgotten)")
        #expect(try await World.texts(Self.kept) == ["0 0 1"], "the customer has no key either")
        #expect(await Self.confirm(world) == Self.unknown)
    }

    @Test
    func `who forgets a customer waits for the one that has just made the key`() async throws {
        let world = try World()
        let other = try World()
        try await Self.orders()

        let (answer, forgotten) = try await Self.held(
            at: "UPDATE ON idempotency_keys", { await Self.confirm(world) },
            while: { await Self.forget(other) }, whichWaits: true)

        #expect(answer == Self.known && forgotten == Self.forgotten, "\(answer) \(forgotten)")
        #expect(try await World.texts(Self.kept) == ["0 1 0"])
        #expect(await Self.confirm(world) == Self.unknown)
    }

    @Test
    func `of two that make the first key at once both have their answers`() async throws {
        let world = try World()
        let other = try World()
        try await Self.orders([7000, 7010])

        let (first, second) = try await Self.held(
            at: "UPDATE ON idempotency_keys", { await Self.confirm(world) },
            while: { await Self.confirm(other, 7010) }, whichWaits: true)

        #expect(first == Self.known && second == first, "\(first) \(second)")
        #expect(try await World.texts(Self.kept) == ["1 1 0"])
        #expect(await Self.confirm(world) == first)
        #expect(await Self.confirm(world, 7010) == first, "read anew")
    }

    @Test
    func `a key that the process cannot open costs the answer and not the write`() async throws {
        let world = try World()
        try await Self.orders()
        try await World.asSuperuser(
            """
            INSERT INTO personal_keys (organization_id, id, key, seals_answers)
            VALUES ('\(World.uuid(1))', '\(World.uuid(951))', decode(repeat('ab', 69), 'hex'), true)
            """)

        let first = await Self.confirm(world)
        let told = try await World.texts("SELECT count(*) FROM events")
        try await World.asSuperuser("UPDATE orders SET version = 77")
        let again = await Self.confirm(world)

        #expect(first == Self.known, "\(first)")
        #expect(try await World.texts(Self.kept) == ["0 0 1"])
        #expect(again == Self.known.replacing(#""version":2"#, with: #""version":77"#), "\(again)")
        #expect(try await World.texts("SELECT count(*) FROM events") == told)
    }

    @Test(arguments: [(0, ["1 0 0"]), (1, ["0 0 1"])])
    func `an answer is kept up to what the column holds`(_ excess: Int, _ kept: [String]) async throws {
        let world = try World()
        try await Self.orders()
        // The field's value without what stands around it in the response, and what sealing adds.
        let rest = Self.confirmed(version: 2, #"{"notes":""}"#).utf8.count - #"{"data":{"it":}}"#.utf8.count
        let length = 1_048_576 - PersonalKey.overhead - rest + excess
        try await World.asSuperuser(
            """
            ALTER TABLE customers DROP CONSTRAINT customers_notes_check;
            UPDATE customers SET notes = repeat('x', \(length))
            """)

        let answer = await Self.confirm(world, fields: "notes")

        #expect(answer.contains(#""userErrors":[]"#))
        #expect(try await World.texts(Self.kept) == kept)
        #expect(await Self.confirm(world, fields: "notes") == answer)
    }

    // MARK: Two at once

    /// Holds one request where it stores something until the other is done, or waits for the first.
    static func held(
        at gate: String, _ request: @escaping @Sendable () async -> String,
        while other: @escaping @Sendable () async -> String, whichWaits: Bool = false
    ) async throws -> (String, String) {
        let each = gate.contains("FOR EACH ROW") ? "" : "FOR EACH ROW"
        try await World.asSuperuser(
            """
            CREATE FUNCTION wait_at_gate() RETURNS trigger LANGUAGE plpgsql AS $gate$
            BEGIN PERFORM pg_advisory_xact_lock_shared(1); RETURN NEW; END $gate$;
            CREATE TRIGGER gate BEFORE \(gate) \(each) EXECUTE FUNCTION wait_at_gate()
            """)
        return try await PostgresConnection.withConnection(
            TestDatabase.current.configuration, reactors: TestReactors.shared
        ) { holder in
            _ = try await holder.execute(script: "BEGIN; SELECT pg_advisory_xact_lock(1)")
            async let first = request()
            try await waiting(1)
            async let second = other()
            if whichWaits { try await waiting(2) } else { _ = await second }
            _ = try await holder.execute(script: "COMMIT")
            return await (first, second)
        }
    }

    /// Returns once so many sessions wait for a lock.
    static func waiting(_ count: Int) async throws {
        let query = """
            SELECT pid FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock'
            """
        for _ in 0..<400 {
            if try await World.texts(query).count >= count { return }
            try await Task.sleep(for: .milliseconds(5))
        }
        Issue.record("nobody waits")
    }

    /// The bytes behind pairs of hexadecimal digits.
    private static func bytes(_ text: String) -> [UInt8] {
        stride(from: 0, to: text.utf8.count, by: 2).compactMap {
            UInt8(text.dropFirst($0).prefix(2), radix: 16)
        }
    }
}
