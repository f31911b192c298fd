import Restaurant
import TestSupport
import Testing

/// Items: made, changed, archived and restored.
@Suite(.database(World.template))
struct MenuItemMutationTests {
    private static let category = "categoryId: \"\(World.id(.category, 111))\""

    private static func item(_ number: Int) -> String { "itemId: \"\(World.id(.item, number))\"" }

    @Test
    func `an item is made in the currency of its menu`() async throws {
        let world = try World()

        let answer = await world.menu(
            "itemCreate",
            """
            \(Self.category), name: "Tiradito", priceMinor: 3500, sku: "CEV-9", spiceLevel: 1,
            allergens: ["FISH"], taxClassId: "\(World.id(.taxClass, 15))", prepMinutes: 8, currency: "PEN"
            """,
            """
            item { name sku basePrice { amountMinor currency } allergens dietaryTags spiceLevel prepMinutes
              taxClass { code } version }
            """)

        #expect(
            answer.contains(
                #"""
                {"name":"Tiradito","sku":"CEV-9","basePrice":{"amountMinor":3500,"currency":"PEN"},\#
                "allergens":["FISH"],"dietaryTags":[],"spiceLevel":1,"prepMinutes":8,\#
                "taxClass":{"code":"GENERAL"},"version":1}
                """#), "\(answer)")
        #expect(try await World.told("menu.changed").map { $0.prefix(8) } == ["011 item", "012 item"])
    }

    @Test(arguments: [
        (#"name: "x", priceMinor: -1"#, "INVALID", "priceMinor"),
        (#"name: "x", priceMinor: 1000000000001"#, "INVALID", "priceMinor"),
        (#"name: "", priceMinor: 1"#, "INVALID", "name"),
        (#"name: "x", priceMinor: 1, currency: "INR""#, "CURRENCY_MISMATCH", "currency"),
        (#"name: "x", priceMinor: 1, allergens: ["DUST"]"#, "INVALID", "allergens"),
        (#"name: "x", priceMinor: 1, dietaryTags: ["VEGAN", "VEGAN"]"#, "INVALID", "dietaryTags"),
        (#"name: "x", priceMinor: 1, spiceLevel: 4"#, "INVALID", "spiceLevel"),
        (#"name: "x", priceMinor: 1, prepMinutes: 1441"#, "INVALID", "prepMinutes"),
        (#"name: "x", priceMinor: 1, sku: "CEV-1""#, "SKU_TAKEN", "sku"),
        (#"name: "x", priceMinor: 1, taxClassId: "\#(World.id(.taxClass, 25))""#, "NOT_FOUND", "taxClassId"),
    ])
    func `an item that can not be is refused`(_ input: String, _ code: String, _ field: String) async throws {
        let answer = await (try World()).menu("itemCreate", "\(Self.category), \(input)")

        #expect(answer.contains(World.refusal(code, field)), "\(answer)")
        #expect(try await World.told("menu.changed") == [])
    }

    @Test
    func `two items of a category share a name only with a SKU`() async throws {
        let world = try World()

        let first = await world.menu("itemCreate", #"\#(Self.category), name: "Sopa", priceMinor: 1"#)
        let second = await world.menu("itemCreate", #"\#(Self.category), name: "sopa", priceMinor: 1"#)
        let third = await world.menu(
            "itemCreate", #"\#(Self.category), name: "sopa", priceMinor: 1, sku: "S-2""#)

        #expect(first.contains(#""userErrors":[]"#), "\(first)")
        #expect(second.contains(World.refusal("NAME_TAKEN", "name")), "\(second)")
        #expect(third.contains(#""userErrors":[]"#), "\(third)")
    }

    @Test
    func `an item changes what the input names, and moves within its menu`() async throws {
        let world = try World()

        let answer = await world.menu(
            "itemUpdate",
            """
            \(Self.item(120)), priceMinor: 3900, description: null, expectedVersion: 1,
            categoryId: "\(World.id(.category, 112))"
            """, "item { name description basePrice { amountMinor } category { name } version }")
        let stale = await world.menu("itemUpdate", "\(Self.item(120)), priceMinor: 1, expectedVersion: 1")
        let elsewhere = await world.menu(
            "itemUpdate", "\(Self.item(120)), categoryId: \"\(World.id(.category, 210))\"")

        #expect(
            answer.contains(
                #"""
                {"name":"Ceviche clásico","description":null,"basePrice":{"amountMinor":3900},\#
                "category":{"name":"Desayunos"},"version":2}
                """#), "\(answer)")
        #expect(stale.contains(World.refusal("CONFLICT", "expectedVersion")), "\(stale)")
        #expect(elsewhere.contains(World.refusal("NOT_FOUND", "categoryId")), "\(elsewhere)")
        #expect(try await World.told("menu.changed") == ["011 item 120", "012 item 120"])
    }

    @Test
    func `an archived item is off the menu until it is restored`() async throws {
        let world = try World()

        let archived = await world.menu("itemArchive", Self.item(121), "archivedId")
        let gone = await world.menu("itemUpdate", "\(Self.item(121)), priceMinor: 1")
        let restored = await world.menu(
            "itemRestore", "\(Self.item(121)), expectedVersion: 2", "item { name version }")
        let twice = await world.menu("itemRestore", Self.item(121))

        #expect(archived.contains(World.id(.item, 121)), "\(archived)")
        #expect(gone.contains(World.refusal("NOT_FOUND", "itemId")), "\(gone)")
        #expect(restored.contains(#"{"name":"Ceviche mixto","version":3}"#), "\(restored)")
        #expect(twice.contains(World.refusal("NOT_FOUND", "itemId")), "\(twice)")
    }

    @Test
    func `an item whose category is archived is restored into another`() async throws {
        let world = try World()
        _ = await world.menu("categoryArchive", "categoryId: \"\(World.id(.category, 110))\"")

        let nowhere = await world.menu("itemRestore", Self.item(121))
        let elsewhere = await world.menu(
            "itemRestore", "\(Self.item(121)), categoryId: \"\(World.id(.category, 112))\"",
            "item { category { name } }")

        #expect(nowhere.contains(World.refusal("NOT_FOUND", "categoryId")), "\(nowhere)")
        #expect(elsewhere.contains(#"{"category":{"name":"Desayunos"}}"#), "\(elsewhere)")
    }

    @Test
    func `an item is not restored while another has its SKU`() async throws {
        let world = try World()
        _ = await world.menu("itemArchive", Self.item(121))
        _ = await world.menu("itemUpdate", #"\#(Self.item(122)), sku: "CEV-2""#)

        let answer = await world.menu("itemRestore", Self.item(121))

        #expect(answer.contains(World.refusal("SKU_TAKEN", "sku")), "\(answer)")
    }

    @Test(arguments: ["KITCHEN", "WAITER", "CASHIER"])
    func `staff does not change the menu`(_ role: String) async throws {
        let answer = await (try World()).menu("itemUpdate", "\(Self.item(120)), priceMinor: 1", role: role)

        #expect(answer.contains(#""errors""#) && !answer.contains(#""data":{"#), "\(answer)")
    }
}
