import Restaurant
import TestSupport
import Testing

/// Nobody known sees the public menu and what hangs below it, nothing else.
@Suite(.database(World.template))
struct PublicViewTests {
    @Test(arguments: ["sku", "basePrice { amountMinor }", "branchOverride { isHidden }", "station"])
    func `internals of an item do not exist without a token`(_ field: String) async throws {
        let world = try World()
        let document = """
            { publicMenu(branchCode: "mar-miraflores") { menus { categories { items { \(field) } } } } }
            """

        let nobody = await world.run(document, role: "PUBLIC")
        let waiter = await world.run(document, role: "WAITER")

        #expect(nobody.text.hasPrefix(#"{"errors":["#), "\(nobody.text)")
        #expect(nobody.statements.isEmpty)
        #expect(!waiter.text.contains("errors"), "\(waiter.text)")
    }

    @Test
    func `look-ups by ID do not exist without a token`() async throws {
        let world = try World()

        let (text, statements) = await world.run(
            "{ node(id: \"\(World.id(.item, 120))\") { id } }", role: "PUBLIC")

        #expect(text.hasPrefix(#"{"errors":["#), "\(text)")
        #expect(statements.isEmpty)
    }

    @Test(arguments: [
        "id", "__typename", "id __typename", "... on Node { id }",
    ])
    func `a look-up by ID finds only types that the role may see`(_ selection: String) async throws {
        let world = try World()
        let document = "{ node(id: \"\(World.id(.taxClass, 15))\") { \(selection) } }"

        let cashier = await world.run(document, role: "CASHIER")
        let waiter = await world.run(document, role: "WAITER")

        #expect(!cashier.text.contains("errors"), "\(cashier.text)")
        #expect(waiter.text.hasPrefix(#"{"data":{"node":null},"errors":["#), "\(waiter.text)")
        #expect(waiter.text.contains(#""code":"NOT_FOUND""#))
        #expect(waiter.statements.isEmpty)
    }

    @Test
    func `a type that nothing leads a role to cannot be named`() async throws {
        let world = try World()
        let document = "{ node(id: \"\(World.id(.taxClass, 15))\") { ... on TaxClass { __typename } } }"

        let cashier = await world.run(document, role: "CASHIER")
        let waiter = await world.run(document, role: "WAITER")

        #expect(!cashier.text.contains("errors"), "\(cashier.text)")
        #expect(waiter.text.contains("GRAPHQL_VALIDATION_FAILED"), "\(waiter.text)")
        #expect(waiter.statements.isEmpty)
    }

    @Test
    func `a menu that is not published is not shown`() async throws {
        let world = try World()

        let (text, _) = await world.run(
            "{ publicMenu(branchCode: \"mar-miraflores\") { menus { name } } }", role: "PUBLIC")

        #expect(text == #"{"data":{"publicMenu":{"menus":[{"name":"Carta"}]}}}"#)
    }
}

/// Holes that a reviewer found; each stays closed.
@Suite(.database(World.template))
struct FoundHolesTests {
    @Test
    func `a token that is limited to branches sees no other branch through its public code`() async throws {
        let world = try World()
        let document = """
            { publicMenu(branchCode: "mar-miraflores") {
              menus { categories { items { name availability { reason } } } } } }
            """

        let within = await world.run(document, role: "WAITER")
        let beyond = await world.run(document, role: "WAITER", branches: [])

        #expect(!within.text.contains("errors"), "\(within.text)")
        #expect(beyond.text.contains("NOT_FOUND"), "\(beyond.text)")
        #expect(beyond.text.hasPrefix(#"{"data":{"publicMenu":null}"#), "\(beyond.text)")
    }

    @Test
    func `a NUL in a public code names no branch, in a text it is bad input`() async throws {
        let world = try World()

        let code = await world.run(
            "{ publicMenu(branchCode: \"a\\u0000b\") { menus { name } } }", role: "PUBLIC")
        let text = await world.run(
            """
            mutation { categoryCreate(input: {menuId: "\(World.id(.menu, 100))", name: "a\\u0000b"}) {
              category { id } userErrors { code } } }
            """)

        #expect(code.text.contains("NOT_FOUND"), "\(code.text)")
        #expect(!text.text.contains("INTERNAL"), "\(text.text)")
    }
}
