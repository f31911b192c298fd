import GraphQLSchema
import Restaurant
import TestSupport
import Testing

/// Arguments that can not be used are the caller's mistakes, named and told apart from ours.
@Suite(.database(World.template))
struct ArgumentTests {
    private static let menu = World.id(.menu, 100)

    @Test(arguments: [
        ("at", "DateTime", "2026-02-30T00:00:00Z"), ("at", "DateTime", "tomorrow"),
        ("locale", "Locale", "en_US"), ("locale", "Locale", ""), ("locale", "Locale", "e'n"),
    ])
    func `a literal that fits no scalar is refused before anything runs, with its place`(
        _ name: String, _ scalar: String, _ text: String
    ) async throws {
        let world = try World()
        let document = "{ menu(id: \"\(Self.menu)\", \(name): \"\(text)\") { name } }"

        let (response, statements) = await world.run(document)

        let column = 18 + Self.menu.utf8.count + name.utf8.count
        #expect(response.hasPrefix(#"{"errors":[{"message":"#), "\(response)")
        #expect(response.contains(#"Expected a value of type \"\#(scalar)\""#), "\(response)")
        #expect(response.contains(#""locations":[{"line":1,"column":\#(column)}]"#), "\(response)")
        #expect(response.contains(#""code":"GRAPHQL_VALIDATION_FAILED""#))
        #expect(statements.isEmpty)
    }

    @Test(arguments: [("at", "DateTime"), ("locale", "Locale")])
    func `a variable that fits no scalar is refused with its place`(
        _ name: String, _ scalar: String
    ) async throws {
        let world = try World()
        let document = "query ($it: \(scalar)) { menu(id: \"\(Self.menu)\", \(name): $it) { name } }"

        for value in [InputValue.string("?"), .int(1), .boolean(true), .list([])] {
            let (response, statements) = await world.run(
                document, variables: .object([.init(name: "it", value: value)]))

            #expect(response.contains(#"Variable \"$it\" got an invalid value"#), "\(response)")
            #expect(response.contains(#""locations":[{"line":1,"column":8}]"#), "\(response)")
            #expect(response.contains(#""code":"BAD_USER_INPUT""#))
            #expect(statements.isEmpty)
        }
    }

    @Test(arguments: [0, 101, -1])
    func `a page has 1 to 100 entries`(_ first: Int) async throws {
        let world = try World()

        let (response, _) = await world.run("{ branches(first: \(first)) { nodes { name } } }")

        #expect(response.contains("Argument `first` must be between 1 and 100."), "\(response)")
        #expect(response.contains(#""code":"BAD_USER_INPUT""#))
    }

    @Test(arguments: ["first: 101", "first: $size", "after: \"x\"", "first: 1, after: $place"])
    func `a page that can't be made is an error at its field and leaves its siblings`(
        _ arguments: String
    ) async throws {
        let world = try World()
        let document = """
            query ($size: Int! = 0, $place: String = "?") {
              a: tables(branchId: "\(World.id(.branch, 11))", first: $size, after: $place) { nodes { label } }
              b: organization { name pages: branches(\(arguments)) { nodes { name } } }
            }
            """

        let (response, statements) = await world.run(document)

        let data = #"{"data":{"a":null,"b":{"name":"Mar y Ají","pages":null}},"errors":["#
        #expect(response.hasPrefix(data), "\(response)")
        #expect(response.contains(#""locations":[{"line":3,"column":26}],"path":["b","pages"]"#))
        #expect(response.contains(#""path":["a"],"extensions":{"code":"BAD_USER_INPUT""#))
        #expect(statements.count <= 2)
    }

    @Test
    func `a cursor of another list is refused, as is one that is broken or made up`() async throws {
        let world = try World()
        let groups = await world.run("{ modifierGroups(first: 1) { pageInfo { endCursor } } }")
        let tables = await world.run(
            "{ tables(branchId: \"\(World.id(.branch, 11))\", first: 1) { pageInfo { endCursor } } }")
        let foreign = try #require(cursor(in: tables.text))
        let own = try #require(cursor(in: groups.text))

        for after in [foreign, String(own.dropLast()), own + "A", "", "AQ", "é", "' OR 1=1"] {
            let (response, _) = await world.run("{ modifierGroups(after: \"\(after)\") { nodes { name } } }")

            #expect(response.contains("Argument `after` is not a cursor of this list."), "\(after)")
            #expect(response.contains(#""code":"BAD_USER_INPUT""#))
        }
        let next = await world.run("{ modifierGroups(after: \"\(own)\") { nodes { name } } }")
        #expect(next.text == #"{"data":{"modifierGroups":{"nodes":[{"name":"Tamaño"}]}}}"#)
    }

    @Test
    func `another tenant's cursor moves within the caller's own rows`() async throws {
        let world = try World()
        let groups = await world.run(
            "{ modifierGroups(first: 1) { pageInfo { endCursor } } }", organization: 2)
        let after = try #require(cursor(in: groups.text))

        let (text, _) = await world.run("{ modifierGroups(after: \"\(after)\") { nodes { name } } }")

        #expect(text == #"{"data":{"modifierGroups":{"nodes":[{"name":"Guarnición"},{"name":"Tamaño"}]}}}"#)
    }

    private func cursor(in response: String) -> String? {
        response.split(separator: "\"").last { $0.count > 12 }.map(String.init)
    }
}
