import Postgres
import Restaurant
import TestSupport
import Testing

/// Mutations of the menu: what they change, what they refuse.
@Suite(.database(World.template))
struct MenuMutationTests {
    @Test
    func `an item goes off sale and comes back`() async throws {
        let world = try World()

        let off = await world.run(availability(item: 120, isAvailable: false), role: "KITCHEN")
        let on = await world.run(availability(item: 120, isAvailable: true), role: "KITCHEN")

        #expect(
            off.text.contains(
                #""item":{"isAvailable":false,"availability":{"reason":"no fish"}},"userErrors":[]"#))
        #expect(on.text.contains(#""item":{"isAvailable":true,"availability":null},"userErrors":[]"#))
    }

    @Test
    func `a foreign item or branch is refused and nothing is written`() async throws {
        let world = try World()

        let item = await world.run(availability(item: 220, isAvailable: false), role: "KITCHEN")
        let branch = await world.run(availability(item: 120, branch: 21, isAvailable: false), role: "KITCHEN")

        #expect(
            item.text.contains(#""item":null,"userErrors":[{"code":"NOT_FOUND","field":["input","itemId"]}]"#)
        )
        #expect(branch.text.contains(#""code":"NOT_FOUND""#))
    }

    @Test
    func `an override changes the price of its branch only`() async throws {
        let world = try World()
        let document = """
            mutation {
              branchOverrideSet(input: {
                branchId: "\(World.id(.branch, 12))", itemId: "\(World.id(.item, 120))", priceMinor: 9900
              }) {
                item { price { amountMinor } } modifier { id } userErrors { ... on MenuUserError { code } } }
            }
            """

        let (text, _) = await world.run(document)
        let neither = await world.run(
            """
            mutation {
              branchOverrideSet(input: { branchId: "\(World.id(.branch, 12))" }) {
                userErrors { ... on MenuUserError { code } }
              }
            }
            """)

        #expect(text.contains(#"{"item":{"price":{"amountMinor":9900}},"modifier":null,"userErrors":[]}"#))
        #expect(neither.text.contains("EXACTLY_ONE"))
    }

    @Test(arguments: ["itemId": EntityKind.item, "modifierId": .modifier].sorted { $0.key < $1.key })
    func `an override goes when nothing is left that differs`(_ name: String, _ kind: EntityKind) async throws
    {
        let world = try World()
        let subject = "\(name): \"\(World.id(kind, kind == .item ? 121 : 142))\""
        let selection = "branchOverride { price { amountMinor } isAvailable isHidden }"

        func set(_ values: String) async -> String {
            await world.run(
                """
                mutation { it: branchOverrideSet(
                  input: { branchId: "\(World.id(.branch, 11))", \(subject) \(values) }
                ) { item { \(selection) } modifier { \(selection) } userErrors { message } } }
                """
            ).text
        }

        let all = await set("priceMinor: 9, isAvailable: false, isHidden: true")
        let one = await set("isAvailable: true")
        let none = await set("priceMinor: null, isAvailable: null, isHidden: false")
        let again = await set("")

        #expect(
            all.contains(#"{"price":{"amountMinor":9},"isAvailable":false,"isHidden":true}"#), "\(all)")
        #expect(one.contains(#"{"price":null,"isAvailable":true,"isHidden":false}"#), "\(one)")
        #expect(none.contains(#""branchOverride":null"#) && none.contains(#""userErrors":[]"#), "\(none)")
        #expect(again == none)
        #expect(try await overrides() == 3, "those of the world are left")
    }

    @Test(arguments: [
        ("itemId", EntityKind.item, 120, "-1"), ("itemId", .item, 120, "1000000000001"),
        ("modifierId", .modifier, 142, "-1000000000001"),
    ])
    func `a price outside of its bounds is refused`(
        _ name: String, _ kind: EntityKind, _ number: Int, _ price: String
    ) async throws {
        let world = try World()

        let (text, _) = await world.run(
            """
            mutation { it: branchOverrideSet(input: {
              branchId: "\(World.id(.branch, 11))", \(name): "\(World.id(kind, number))", priceMinor: \(price)
            }) { userErrors { field ... on MenuUserError { code } } } }
            """)

        #expect(text.contains(#"{"field":["input","priceMinor"],"code":"INVALID"}"#), "\(text)")
    }

    private func overrides() async throws -> Int64? {
        try await PostgresConnection.withConnection(
            TestDatabase.current.configuration, reactors: TestReactors.shared
        ) { try await $0.run(Statement("count", "SELECT count(*) FROM branch_overrides").bind()).int(0, 0) }
    }

    @Test
    func `a category is created once, under a parent of its own menu`() async throws {
        let world = try World()

        let first = await world.run(category("Postres", parent: 110))
        let again = await world.run(category("postres", parent: 110))
        let foreign = await world.run(category("Otros", parent: 210))

        #expect(
            first.text.contains(
                #""category":{"name":"Postres","parent":{"name":"Del mar"}},"userErrors":[]"#),
            "\(first.text)")
        #expect(
            again.text.contains(#""category":null,"userErrors":[{"code":"NAME_TAKEN"}]"#), "\(again.text)")
        #expect(foreign.text.contains("NOT_FOUND"))
    }

    private func availability(item: Int, branch: Int = 11, isAvailable: Bool) -> String {
        """
        mutation {
          itemAvailabilitySet(input: {
            branchId: "\(World.id(.branch, branch))", itemId: "\(World.id(.item, item))",
            isAvailable: \(isAvailable), reason: "no fish"
          }) {
            item { isAvailable availability { reason } } userErrors { ... on MenuUserError { code } field }
          }
        }
        """
    }

    private func category(_ name: String, parent: Int) -> String {
        """
        mutation {
          categoryCreate(input: {
            menuId: "\(World.id(.menu, 100))", parentId: "\(World.id(.category, parent))", name: "\(name)"
          }) {
            category { name parent { name } } userErrors { ... on MenuUserError { code } }
          }
        }
        """
    }
}
