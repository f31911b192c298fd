import Audit
import Postgres
import TestSupport
import Testing

/// Personal keys lie wrapped, and are wrapped anew when the master key changes.
@Suite(.database(World.template))
struct PersonalKeyRewrapTests {
    private static let usual = Array(repeating: UInt8(7), count: MasterKeys.byteCount)
    private static let next = Array(repeating: UInt8(8), count: MasterKeys.byteCount)
    private let query = "{ auditLog { nodes { after } } }"

    private func rewrap(_ secrets: [[UInt8]]) async throws -> PersonalKeyRewrap.Report {
        let masters = try #require(MasterKeys(secrets))
        return try await PostgresConnection.withConnection(
            TestDatabase.current.configuration, reactors: TestReactors.shared
        ) { try await PersonalKeyRewrap($0, by: masters).run() }
    }

    private func keys() async throws -> [String] {
        try await World.texts("SELECT encode(key, 'hex') FROM personal_keys WHERE key IS NOT NULL")
    }

    @Test func `a key lies wrapped, is wrapped anew and back, and still opens what it sealed`() async throws {
        let world = try World()
        try await Acts.changeGuest(world, phone: "+51987654321")
        let first = try await keys()

        let there = try await rewrap([Self.next, Self.usual])
        let second = try await keys()
        let again = try await rewrap([Self.next, Self.usual])
        let lost = try await rewrap([Array(repeating: 9, count: MasterKeys.byteCount)])
        let back = try await rewrap([Self.usual, Self.next])

        #expect(first.count == 1 && first[0].count == 2 * 69 && second != first)
        #expect([there.wrapped, there.current, there.unknown] == [1, 0, 0])
        #expect([again.wrapped, again.current, again.unknown] == [0, 1, 0])
        #expect([lost.wrapped, lost.current, lost.unknown] == [0, 0, 1])
        #expect([back.wrapped, back.current, back.unknown] == [1, 0, 0])
        #expect(await world.run(query).text.contains("987654321"))
        #expect(try await Acts.firstBreak() == nil)
    }

    @Test func `a bare key of the time before is read and then wrapped, an erased one stays erased`()
        async throws
    {
        let world = try World()
        try await Acts.changeGuest(world, phone: "+51987654321")
        try await Acts.eraseGuest(world)
        try await World.asSuperuser(
            """
            INSERT INTO personal_keys (organization_id, id, key)
            VALUES ('\(World.uuid(1))', '\(World.uuid(501))', decode(repeat('ab', 32), 'hex'))
            """)

        let report = try await rewrap([Self.usual])

        // The current one is that of stored answers, which comes with every erasure.
        #expect([report.wrapped, report.current, report.unknown] == [1, 1, 0])
        let keys = try await keys()
        #expect(keys.count == 2 && keys.allSatisfy { $0.count == 2 * 69 })
        #expect(!(await world.run(query).text.contains("987654321")))
    }

    @Test func `the key of stored answers is wrapped anew like any other`() async throws {
        let world = try World()
        try await OrderRows.order(7000)
        let confirm = """
            mutation { orderConfirm(input: { id: "\(OrderRows.id())", idempotencyKey: "once and no more" }) {
              order { version } userErrors { message } } }
            """
        let first = await world.run(confirm).text
        try await World.asSuperuser("UPDATE orders SET version = 77")

        let there = try await rewrap([Self.next, Self.usual])
        let unopened = await world.run(confirm).text
        let back = try await rewrap([Self.usual, Self.next])

        #expect([there.wrapped, there.current, there.unknown] == [1, 0, 0])
        #expect([back.wrapped, back.current, back.unknown] == [1, 0, 0])
        #expect(first.contains(#""version":2"#) && unopened.contains(#""version":77"#), "\(first)")
        #expect(await world.run(confirm).text == first)
    }

    @Test func `an answer of a customer opens by keys that were wrapped anew`() async throws {
        let world = try World()
        try await OrderRows.order(7000)
        try await World.asSuperuser(
            """
            INSERT INTO customers (id, organization_id, name)
            VALUES ('\(World.uuid(950))', '\(World.uuid(1))', 'Rosa');
            UPDATE orders SET customer_id = '\(World.uuid(950))'
            """)
        let confirm = """
            mutation { orderConfirm(input: { id: "\(OrderRows.id())", idempotencyKey: "once and no more" }) {
              order { version customer { name } } userErrors { message } } }
            """
        let first = await world.run(confirm).text
        try await World.asSuperuser("UPDATE orders SET version = 77")

        let there = try await rewrap([Self.next, Self.usual])
        let unopened = await world.run(confirm).text
        let back = try await rewrap([Self.usual, Self.next])

        #expect([there.wrapped, there.current, there.unknown] == [2, 0, 0])
        #expect([back.wrapped, back.current, back.unknown] == [2, 0, 0])
        #expect(first.contains("Rosa") && unopened.contains(#""version":77"#), "\(first) \(unopened)")
        #expect(await world.run(confirm).text == first)
    }

    @Test func `a database alone opens nothing`() async throws {
        let world = try World()
        try await Acts.changeGuest(world, phone: "+51987654321")

        let dump = try await World.texts(
            """
            SELECT string_agg(t::text, '') FROM (
              SELECT to_jsonb(k) AS t FROM personal_keys AS k UNION ALL
              SELECT to_jsonb(l) FROM audit_log AS l) AS rows
            """)[0]

        #expect(!dump.contains("987654321"))
        let stored = try await World.texts(
            "SELECT encode(substr(key, 22, 32), 'hex') FROM personal_keys WHERE id = '\(World.uuid(500))'")
        let bare = PersonalKey(
            bytes: stride(from: 0, to: 64, by: 2).compactMap { start in
                UInt8(stored[0].dropFirst(start).prefix(2), radix: 16)
            }, of: World.uuid(500), in: World.uuid(1))
        let sealed = try #require(dump.firstMatch(of: /sealed\\": \\"([A-Za-z0-9+\/=]+)\\"/)?.1)
        #expect(bare?.open(sealed) == nil)
    }
}
