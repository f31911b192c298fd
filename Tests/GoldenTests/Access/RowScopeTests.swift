import DataLoader
import Foundation
import GraphQLExecution
import Restaurant
import TestSupport
import Testing

/// Fields that show a row under another name, in the light of another row, or as part of a sum: rules on
/// rows hold there as well, and what is out of scope answers as what never was.
@Suite(.database(World.template))
struct RowScopeTests {
    private static func trial(_ scopes: String, _ rows: [String]) throws -> AccessTrial {
        var open = OpenPermissions()
        open.scopes = "{ near: \(scopes) }"
        for type in rows { open.rows[type] = "{ CREW: near }" }
        return try AccessTrial(open)
    }

    @Test func `the code of a table out of scope is that of no table`() async throws {
        let trial = try Self.trial(#"{ Table: "label <> 'T2'" }"#, ["Table"])
        func code(_ table: Int) async -> String {
            await trial.ask(
                "{ tableQr(id: \"\(AccessTrial.table(table))\", baseUrl: \"https://m.example/\") { url } }")
        }

        let missing = await code(9999)

        #expect(await code(1001).contains("https://m.example/qr-token-of-table-1"))
        #expect(missing.contains("NOT_FOUND"), "\(missing)")
        #expect(await code(1002) == missing)
        #expect(await code(1201) == missing, "another tenant's")
    }

    @Test func `rules of a type's own come on top of those on the rows that it shows`() async throws {
        var open = OpenPermissions()
        open.scopes = #"{ near: { Table: "label <> 'T2'" }, far: { TableQr: "label <> 'T3'" } }"#
        open.rows = ["Table": "{ CREW: near }", "TableQr": "{ CREW: far }"]
        let trial = try AccessTrial(open)

        for (table, isThere) in [(1001, true), (1002, false), (1003, false), (1004, true)] {
            let answer = await trial.ask(
                "{ tableQr(id: \"\(AccessTrial.table(table))\", baseUrl: \"x\") { url } }")
            #expect(answer.contains("qr-token") == isThere, "\(answer)")
        }
    }

    @Test func `what a customer out of scope has is not exported, and who is out of scope is at no till`()
        async throws
    {
        let trial = try Self.trial(
            #"{ Customer: "name <> 'Rosa'", TillPerson: "role <> 'WAITER'" }"#, ["Customer", "TillPerson"])
        try await World.asSuperuser(
            """
            INSERT INTO customers (id, organization_id, name) VALUES
              ('\(World.uuid(950))', '\(World.uuid(1))', 'Rosa'),
              ('\(World.uuid(951))', '\(World.uuid(1))', 'Inés');
            UPDATE members SET pin_hash = 'x' WHERE id IN ('\(World.uuid(403))', '\(World.uuid(404))')
            """)
        func export(_ customer: Int) async -> String {
            await trial.ask("{ customerDataExport(id: \"\(World.id(.customer, customer))\") { data } }")
        }

        let till = await trial.ask(
            "{ tillPeople(branchId: \"\(World.id(.branch, 11))\") { nodes { displayName } } }")

        #expect(await export(951).contains("Inés"))
        #expect(await export(950) == export(9999))
        #expect(till == #"{"data":{"tillPeople":{"nodes":[{"displayName":"Carla"}]}}}"#, "\(till)")
    }

    @Test func `a menu is not shown in the light of a branch out of scope, by any door`() async throws {
        let trial = try Self.trial(#"{ Branch: "slug <> 'barranco'" }"#, ["Branch"])
        func all(_ branch: Int) async -> [String] {
            let id = "branchId: \"\(World.id(.branch, branch))\""
            return [
                await trial.ask("{ menu(\(id), id: \"\(World.id(.menu, 100))\") { name } }"),
                await trial.ask("{ menuItem(\(id), id: \"\(World.id(.item, 120))\") { sku } }"),
                await trial.ask("{ menus(\(id)) { name } }"),
                await trial.ask(
                    "{ priceQuote(\(id), lines: [\(World.platter())]) { total { amountMinor } } }"),
            ]
        }

        let near = await all(11)
        let far = await all(12)
        let none = await all(99)
        let bare = await trial.ask(
            """
            { menu(id: "\(World.id(.menu, 100))") { name } menuItem(id: "\(World.id(.item, 120))") { sku } }
            """
        )

        for answer in near { #expect(!answer.contains("errors"), "\(answer)") }
        for answer in none { #expect(answer.contains("NOT_FOUND"), "\(answer)") }
        #expect(far == none)
        #expect(bare.contains("CEV-1") && bare.contains("Carta"), "no branch is given: \(bare)")
    }

    @Test func `the public door to a branch is closed to whom its rows are`() async throws {
        let trial = try Self.trial(#"{ Branch: "slug <> 'barranco'" }"#, ["Branch"])
        func door(_ code: String) async -> String {
            await trial.ask("{ publicMenu(branchCode: \"\(code)\") { menus { name } } }")
        }

        #expect(await door("mar-miraflores").contains("Carta"))
        #expect(await door("mar-barranco") == door("no-such-code"))
    }

    @Test(arguments: ["MenuItem", "ModifierGroup", "Modifier"])
    func `a quote knows nothing of what is out of scope`(_ type: String) async throws {
        let (scope, gone) =
            switch type {
            case "MenuItem": (#"id <> '\#(World.uuid(120))'"#, "UPDATE menu_items SET deleted_at = now()")
            case "Modifier": (#"id <> '\#(World.uuid(141))'"#, "UPDATE modifiers SET archived_at = now()")
            default: (#"id <> '\#(World.uuid(130))'"#, "UPDATE modifier_groups SET archived_at = now()")
            }
        let trial = try Self.trial("{ \(type): \"\(scope)\" }", [type])
        let free = try AccessTrial(OpenPermissions())
        let quote = """
            { priceQuote(branchId: "\(World.id(.branch, 11))", lines: [\(World.platter())]) {
                lines { total { amountMinor } problem { kind message } } total { amountMinor } } }
            """

        let open = await free.ask(quote)
        let hidden = await trial.ask(quote)
        let row = scope.dropFirst("id <> ".count)
        try await World.asSuperuser("\(gone) WHERE id = \(row)")
        let absent = await free.ask(quote)

        #expect(open.contains(#""problem":null"#), "\(open)")
        #expect(hidden != open && hidden == absent, "\(hidden) \(absent)")
    }

    @Test func `a quote without rules asks what it asked before`() async throws {
        let free = try AccessTrial(OpenPermissions())
        let before = free.events.statements.count

        _ = await free.ask(
            """
            { priceQuote(branchId: "\(World.id(.branch, 11))", lines: [\(World.platter())]) {
                total { amountMinor } } }
            """)

        #expect(free.events.statements.count - before == 6)
    }
}
