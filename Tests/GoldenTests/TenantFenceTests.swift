import GraphQLExecution
import Postgres
import TestSupport
import Testing

@testable import DataLoader
@testable import Restaurant

/// Three fences around a tenant, each tried without the ones before it: the statement's predicate, row level
/// security, composite keys.
@Suite(.database(World.template))
struct TenantFenceTests {
    /// Every ID argument of a query with the second tenant's ID.
    static let foreign: [String] = {
        let branch = World.id(.branch, 21)
        let own = World.id(.branch, 11)
        return [
            "branch(id: \"\(branch)\") { id }",
            "menus(branchId: \"\(branch)\") { id }",
            "menu(id: \"\(World.id(.menu, 200))\") { id }",
            "menu(id: \"\(World.id(.menu, 200))\", branchId: \"\(branch)\") { id }",
            "menu(id: \"\(World.id(.menu, 100))\", branchId: \"\(branch)\") { id }",
            "menuItem(id: \"\(World.id(.item, 220))\") { id }",
            "menuItem(id: \"\(World.id(.item, 120))\", branchId: \"\(branch)\") { id }",
            "menuItem(id: \"\(World.id(.item, 220))\", branchId: \"\(own)\") { id }",
            "spaces(branchId: \"\(branch)\") { id }",
            "tables(branchId: \"\(branch)\") { nodes { id } }",
            "table(id: \"\(World.id(.table, 1201))\") { id }",
            "shifts(branchId: \"\(branch)\") { nodes { id } }",
            "publicMenu(branchCode: \"dosa-indiranagar\") { branch { id } }",
        ]
            + [(EntityKind.organization, 2), (.branch, 21), (.space, 23), (.table, 1201), (.menu, 200)].map(
                node)
            + [(EntityKind.category, 210), (.item, 220), (.group, 230), (.modifier, 240), (.taxClass, 25)]
            .map(node)
            + [(EntityKind.member, 412), (.apiKey, 511), (.shift, 531)].map(node)
    }()

    private static func node(_ kind: EntityKind, _ number: Int) -> String {
        "node(id: \"\(World.id(kind, number))\") { id }"
    }

    @Test(arguments: foreign)
    func `another tenant's ID answers NOT_FOUND`(_ field: String) async throws {
        let world = try World()

        let (text, _) = await world.run("{ it: \(field) }", role: "ORG_ADMIN")

        #expect(text.hasPrefix(#"{"data":{"it":null},"errors":["#), "\(text)")
        #expect(text.contains(#""code":"NOT_FOUND""#))
    }

    @Test
    func `a branch that the token does not list answers NOT_FOUND`() async throws {
        let world = try World()
        let branch = World.id(.branch, 12)
        let fields = [
            "branch(id: \"\(branch)\") { id }", "menus(branchId: \"\(branch)\") { id }",
            "menu(id: \"\(World.id(.menu, 100))\", branchId: \"\(branch)\") { id }",
            "table(id: \"\(World.id(.table, 1101))\") { id }", "spaces(branchId: \"\(branch)\") { id }",
        ]

        for field in fields {
            let limited = await world.run("{ it: \(field) }", role: "WAITER", branches: [11])
            let reached = await world.run("{ it: \(field) }", role: "WAITER", branches: [11, 12])

            #expect(limited.text.contains(#""code":"NOT_FOUND""#), "\(field)")
            #expect(!reached.text.contains("errors"), "\(field)")
        }
    }

    @Test
    func `without the predicate row level security hides the row`() async throws {
        let item = SelectStatement(
            name: "unfenced", cardinality: .one, table: MenuItem.rows, source: .column(MenuItem.Columns.id))
        let text = item.prepare(columns: [0], hasTenantPredicate: false).text
        #expect(!text.contains("organization_id"))
        var keys = PostgresArrayBuilder(.uuid)
        keys.append(World.uuid(220))
        let bound = Statement("unfenced", text, parameters: [.uuidArray]).bind(keys.finish())
        let world = try World()

        let own = try await world.readPool.withSession(tenant: World.uuid(2)) {
            try await $0.run(bound, end: .sync)
        }
        let other = try await world.readPool.withSession(tenant: World.uuid(1)) {
            try await $0.run(bound, end: .sync)
        }
        let nobody = try await world.readPool.withSession(tenant: nil) { try await $0.run(bound, end: .sync) }

        #expect(own.rowCount == 1)
        #expect(other.rowCount == 0)
        #expect(nobody.rowCount == 0)
    }

    @Test
    func `without row level security the composite keys refuse the write`() async throws {
        let category = World.uuid(210)
        let insert = """
            INSERT INTO menu_items (id, organization_id, menu_id, category_id, name, price_minor, currency)
            VALUES (gen_random_uuid(), '\(World.uuid(1))', '\(World.uuid(100))', '\(category)', 'x', 1, 'PEN')
            """

        // A superuser: no predicate and no policy applies.
        let error = await #expect(throws: PostgresError.self) { try await World.asSuperuser(insert) }

        #expect(error?.sqlState == .foreignKeyViolation)
    }

    @Test
    func `the tenant is gone from the connection after the transaction`() async throws {
        let world = try World()
        let setting = Statement("setting", "SELECT nullif(current_setting('app.organization', true), '')")

        _ = await world.run("{ organization { name } }")
        let after = try await world.readPool.withSession(tenant: nil) {
            try await $0.run(setting.bind(), end: .sync)
        }

        #expect(after.string(0, 0) == nil)
    }

    @Test
    func `one operation enters one tenant, and a code of another one is an error at its field`() async throws
    {
        let world = try World()
        let document = """
            { none: publicMenu(branchCode: "nowhere") { branch { name } }
              a: publicMenu(branchCode: "mar-miraflores") { branch { name } menus { name } }
              b: publicMenu(branchCode: "dosa-indiranagar") { branch { name } menus { name } } }
            """

        let (text, _) = await world.run(document, role: "PUBLIC")

        #expect(
            text.hasPrefix(
                #"{"data":{"none":null,"a":{"branch":{"name":"Miraflores"},"menus":[{"name":"Carta"}]},"#
                    + #""b":null},"errors":[{"#), "\(text)")
        #expect(text.contains(#""path":["b"],"extensions":{"code":"BAD_USER_INPUT""#))
        #expect(!text.contains("Indiranagar"))
    }

    @Test
    func `one operation may read several branches of a tenant`() async throws {
        let world = try World()
        let document = """
            { a: publicMenu(branchCode: "mar-miraflores") { branch { name } }
              b: publicMenu(branchCode: "mar-barranco") { branch { name } } }
            """

        let (text, _) = await world.run(document, role: "PUBLIC")

        #expect(!text.contains("errors"), "\(text)")
        #expect(text.contains("Miraflores") && text.contains("Barranco"), "\(text)")
    }
}
