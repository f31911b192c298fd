import DataLoader
import Foundation
import GraphQLExecution
import GraphQLSchema
import Postgres
import Restaurant
import TestSupport
import Testing

/// Fields that depend on the row against the database: outcomes, masks, and what is loaded for them.
@Suite(.database(World.template))
struct RowFieldTests {
    /// Everything on all rows is for BASE; what `extra` says only on the hot items, for HOT.
    private static func trial(_ extra: [String: String]) throws -> AccessTrial {
        var open = OpenPermissions()
        open.roles = """
            BASE: { inherits: [PUBLIC], abstract: true }, HOT: { inherits: [PUBLIC], abstract: true }, \
            CREW: { inherits: [BASE, HOT] }
            """
        open.everything = "BASE"
        open.scopes = #"{ hot: { MenuItem: "spice_level >= 2" } }"#
        open.rows = ["MenuItem": "{ BASE: all, HOT: hot }"]
        open.fields = extra
        return try AccessTrial(open)
    }

    /// The items of one category: the first is hot, the second is not.
    private static func items(_ selection: String) -> String {
        """
        { menu(branchId: "\(World.id(.branch, 11))", id: "\(World.id(.menu, 100))") {
            categories { children { items { \(selection) } } } } }
        """
    }

    @Test(arguments: [("\"null\"", false), ("hide", false), ("error", true)])
    func `a field granted on some rows is null on the others, with an error where the file says so`(
        _ outcome: (otherwise: String, isError: Bool)
    ) async throws {
        let trial = try Self.trial(["MenuItem.sku": "{ allow: [HOT], otherwise: \(outcome.otherwise) }"])

        let answer = await trial.ask(Self.items("name sku"))

        #expect(
            answer.contains(
                #""items":[{"name":"Ceviche clásico","sku":"CEV-1"},{"name":"Ceviche mixto","sku":null}]"#),
            "\(answer)")
        #expect(!answer.contains("CEV-2"))
        #expect(answer.contains(#""code":"FORBIDDEN""#) == outcome.isError)
        #expect(
            answer.contains(#""path":["menu","categories",0,"children",0,"items",1,"sku"]"#)
                == outcome.isError)
    }

    @Test func `the row's condition is one column of the statement that brings the row`() async throws {
        let trial = try Self.trial(["MenuItem.sku": "{ allow: [HOT], otherwise: \"null\" }"])
        let plain = try Self.trial(["MenuItem.station": "{ allow: [HOT], otherwise: \"null\" }"])

        _ = await trial.ask(Self.items("name sku"))
        _ = await plain.ask(Self.items("name sku"))

        let flagged = trial.events.statements.filter { $0.statement.sql.contains("IS TRUE") }
        #expect(flagged.count == 1)
        #expect(flagged.first?.statement.sql.contains("((t.spice_level >= 2)) IS TRUE") == true)
        #expect(!plain.events.statements.contains { $0.statement.sql.contains("spice_level") })
        #expect(trial.events.statements.count == plain.events.statements.count)
    }

    @Test func `what is below such a field is loaded for the rows that show it alone`() async throws {
        let trial = try Self.trial(["MenuItem.taxClass": "{ allow: [HOT], otherwise: \"null\" }"])
        try await World.asSuperuser(
            """
            INSERT INTO tax_classes (id, organization_id, name, code)
            SELECT '\(World.uuid(18))', organization_id, 'Other', 'OTHER' FROM tax_classes
            WHERE code = 'GENERAL';
            UPDATE menu_items SET tax_class_id = '\(World.uuid(18))' WHERE id = '\(World.uuid(121))'
            """)

        let answer = await trial.ask(Self.items("taxClass { code }"))

        #expect(answer.contains(#""items":[{"taxClass":{"code":"GENERAL"}},{"taxClass":null}]"#), "\(answer)")
        let loaded = trial.events.statements.filter { $0.statement.sql.contains("FROM tax_classes") }
        #expect(loaded.map(\.rows) == [1])
    }

    @Test func `a mutation's payload shows of its row what a query would`() async throws {
        let trial = try Self.trial(["MenuItem.sku": "{ allow: [HOT], otherwise: \"null\" }"])
        func set(_ item: Int) async -> String {
            await trial.ask(
                """
                mutation { itemAvailabilitySet(input: {
                  branchId: "\(World.id(.branch, 12))", itemId: "\(World.id(.item, item))", isAvailable: false
                }) { item { sku } } }
                """)
        }

        #expect(await set(120) == #"{"data":{"itemAvailabilitySet":{"item":{"sku":"CEV-1"}}}}"#)
        #expect(await set(121) == #"{"data":{"itemAvailabilitySet":{"item":{"sku":null}}}}"#)
    }

    @Test func `who sees a value on own rows sees it masked on others`() async throws {
        var open = OpenPermissions()
        open.roles = """
            BASE: { inherits: [PUBLIC], abstract: true }, SELF: { inherits: [PUBLIC], abstract: true }, \
            CREW: { inherits: [BASE, SELF] }
            """
        open.everything = "BASE"
        open.claims = "{ me: { from: caller.member, type: ID } }"
        open.scopes = #"{ self: { Member: "id = :me" } }"#
        open.rows = ["Member": "{ BASE: all, SELF: self }"]
        open.fields = [
            "Member.email": "{ allow: [SELF], mask: { BASE: initial+domain }, otherwise: \"null\" }"
        ]
        let trial = try AccessTrial(open)

        let answer = await trial.ask("{ members(first: 3) { nodes { email } } }", member: 402)

        #expect(
            answer
                == #"{"data":{"members":{"nodes":[{"email":"a••••@mar.example"},"#
                + #"{"email":"beto@mar.example"},{"email":"c••••@mar.example"}]}}}"#)
        #expect(!answer.contains("ana@"))
        let nobody = await trial.ask("{ members(first: 2) { nodes { email } } }")
        #expect(!nobody.contains("beto"), "without the claim nobody is oneself")
    }

    @Test func `each mask shows of the database's values what its name says`() async throws {
        var open = OpenPermissions()
        open.roles = "CREW: { inherits: [PUBLIC] }, BOSS: { inherits: [CREW] }"
        open.masks = "{ end: last4, place: { constant: \"—\" }, tens: { bucket: 10 } }"
        open.fields = [
            "Branch.phone": "{ allow: [BOSS], mask: { CREW: end } }",
            "Branch.slug": "{ allow: [BOSS], mask: { CREW: place } }",
            "Table.capacity": "{ allow: [BOSS], mask: { CREW: tens } }",
            "Shift.clockIn": "{ allow: [BOSS], mask: { CREW: year } }",
            "Member.email": "{ allow: [BOSS], mask: { CREW: initial+domain } }",
        ]
        let trial = try AccessTrial(open)
        try await World.asSuperuser(
            "UPDATE branches SET phone = '+51987654321'; UPDATE tables SET capacity = 17")
        let branch = World.id(.branch, 11)
        let query = """
            { branch(id: "\(branch)") { phone slug tables(first: 1) { nodes { capacity } } }
              shifts(branchId: "\(branch)") { nodes { clockIn } } members(first: 1) { nodes { email } } }
            """

        let crew = await trial.ask(query)
        let boss = await trial.ask(query, as: ["BOSS"])

        #expect(
            crew
                == #"{"data":{"branch":{"phone":"••••4321","slug":"—","#
                + #""tables":{"nodes":[{"capacity":10}]}},"shifts":"#
                + #"{"nodes":[{"clockIn":"2026-01-01T00:00:00Z"}]},"#
                + #""members":{"nodes":[{"email":"a••••@mar.example"}]}}}"#, "\(crew)")
        #expect(boss.contains(#""phone":"+51987654321","slug":"miraflores""#), "\(boss)")
        #expect(boss.contains(#""capacity":17"#))
        #expect(boss.contains("2026-02-28T14:00:00Z"))
        #expect(boss.contains("ana@mar.example"))
    }

    @Test func `who holds two roles has the fields of each on the rows of each`() async throws {
        var open = OpenPermissions()
        open.roles = "CREW: { inherits: [PUBLIC] }, MILD: { inherits: [CREW] }, HOT: { inherits: [CREW] }"
        open.scopes = #"{ hot: { MenuItem: "spice_level >= 2" }, mild: { MenuItem: "spice_level < 2" } }"#
        open.rows = ["MenuItem": "{ CREW: all, HOT: hot, MILD: mild }"]
        open.fields = [
            "MenuItem.sku": "{ allow: [HOT], otherwise: \"null\" }",
            "MenuItem.description": "{ allow: [MILD], otherwise: \"null\" }",
        ]
        let trial = try AccessTrial(open)
        try await World.asSuperuser("UPDATE menu_items SET description = 'text'")

        let answer = await trial.ask(Self.items("sku description"), as: ["CREW", "HOT", "MILD"])

        #expect(
            answer.contains(
                #""items":[{"sku":"CEV-1","description":null},{"sku":null,"description":"text"}]"#),
            "\(answer)")
    }
}

/// Conditions of the loaders' own language against the database: every type of claim is a parameter.
@Suite(.database(World.template))
struct RowRuleClaimTests {
    private func labels(_ condition: String, _ type: String, _ value: ClaimValue?) async throws -> String {
        let world = try World()
        let schema = try Schema(sdl: Repository.text("schema.graphql"))
        var rules = AccessRules()
        let rule = RowRule(
            name: "own", condition: condition, claims: [RowRule.Claim(name: "claim", type: type)])
        for definition in schema.types where definition.kind == .object && !definition.isIntrospection {
            rules.grants.append(
                ObjectGrant(
                    type: definition.id, rows: definition.name == "Table" ? .matching(rule) : .all,
                    fields: Set(definition.fields.map { schema.fields[$0].id })))
        }
        var caller = TenantCaller(organization: World.uuid(1), role: "CREW")
        if let value { caller.claims["claim"] = value }
        let query = "{ tables(branchId: \"\(World.id(.branch, 11))\") { nodes { label } } }"
        let text = await world.service.execute(
            GraphQLRequest(document: Array(query.utf8)), for: caller,
            access: AccessPolicy(rules, schema: schema), values: RequestValues(nowSeconds: 0),
            requestID: "test"
        ).body.text
        return text.components(separatedBy: "\"label\":\"").dropFirst()
            .map { String($0.prefix { $0 != "\"" }) }.joined(separator: " ")
    }

    private static let hostile = ["T1", "T2'", "\"T3\"", "{T4}", "T5,T1", "\\", "NULL", "", "'; --", "é😀"]

    @Test func `lists of texts, numbers and flags are values whatever they hold`() async throws {
        #expect(try await labels("t.label = ANY(:claim)", "[String!]", .texts(Self.hostile)) == "T1")
        #expect(
            try await labels("t.label <> ALL(:claim)", "[String!]", .texts(Self.hostile)) == "T2 T3 T4 T5")
        #expect(try await labels("t.label = ANY(:claim)", "[String!]", .texts([])) == "")
        #expect(try await labels("t.label = ANY(:claim)", "[String!]", nil) == "")
        #expect(try await labels("t.capacity = :claim", "Int", .integer(4)) == "T1 T2 T3 T4 T5")
        #expect(try await labels("t.capacity = :claim", "Int", .integer(.max)) == "")
        #expect(try await labels("t.capacity > :claim", "Int", .integer(.min)) == "T1 T2 T3 T4 T5")
        #expect(try await labels("t.is_active = :claim", "Boolean", .boolean(false)) == "")
        #expect(try await labels("t.is_active = :claim", "Boolean", .boolean(true)) == "T1 T2 T3 T4 T5")
        #expect(try await labels("t.id = ANY(:claim)", "[ID!]", .ids([World.uuid(1002)])) == "T2")
        #expect(try await labels("t.id = ANY(:claim)", "[ID!]", .ids([])) == "")
    }

    @Test(arguments: [
        "t.label = :claim)", "t.label = 'x", "t.label = $1", "true; SELECT 1", "t.label = :other",
    ])
    func `a condition that can't be read shows no row`(_ condition: String) async throws {
        #expect(try await labels(condition, "String", .text("T1")) == "")
    }
}
