import Restaurant
import TestSupport
import Testing

/// Prices of many items at once, translations, tax classes and their rates.
@Suite(.database(World.template))
struct MenuTextAndPriceTests {
    private static func items(_ numbers: [Int], versions: [Int: Int] = [:]) -> String {
        let entries = numbers.map { number in
            let version = versions[number].map { ", expectedVersion: \($0)" } ?? ""
            return "{ itemId: \"\(World.id(.item, number))\"\(version) }"
        }
        return "items: [\(entries.joined(separator: ", "))]"
    }

    @Test(arguments: [
        ("percentBasisPoints: 1000", [4180, 1980]), ("percentBasisPoints: -10000", [0, 0]),
        ("percentBasisPoints: 1", [3800, 1800]), ("amountMinor: -1800", [2000, 0]),
        ("valueMinor: 999", [999, 999]),
    ])
    func `prices change by one rule`(_ price: String, _ expected: [Int]) async throws {
        let answer = await (try World()).menu(
            "itemsBulkUpdate", "\(Self.items([120, 122])), price: { \(price) }",
            "items { basePrice { amountMinor } version }")

        let items = expected.map { #"{"basePrice":{"amountMinor":\#($0)},"version":2}"# }
        #expect(answer.contains(#""items":[\#(items.joined(separator: ","))]"#), "\(answer)")
        #expect(try await World.told("menu.changed") == ["011 menu 100", "012 menu 100"])
    }

    @Test
    func `halves of a price go away from zero`() async throws {
        let world = try World()
        _ = await world.menu("itemUpdate", "itemId: \"\(World.id(.item, 120))\", priceMinor: 50")
        func change(_ basisPoints: Int) async -> String {
            await world.menu(
                "itemsBulkUpdate",
                "\(Self.items([120])), price: { percentBasisPoints: \(basisPoints) }",
                "items { basePrice { amountMinor } }")
        }

        // 50 and 0.5, then 51 less 1.02.
        #expect(await change(100).contains(#""amountMinor":51"#))
        #expect(await change(-200).contains(#""amountMinor":50"#))
        #expect(await change(-100).contains(#""amountMinor":49"#))
    }

    @Test(arguments: [
        (items([120, 220]), "amountMinor: 1", "NOT_FOUND", ["items", "1", "itemId"]),
        (items([120, 120]), "amountMinor: 1", "INVALID", ["items", "1", "itemId"]),
        (items([120, 122]), "amountMinor: -1801", "INVALID", ["items", "1", "itemId"]),
        (items([120]), "amountMinor: 9223372036854775807", "INVALID", ["items", "0", "itemId"]),
        (
            items([120, 122], versions: [122: 7]), "amountMinor: 1", "CONFLICT",
            ["items", "1", "expectedVersion"]
        ),
        (items([120]), "amountMinor: 1, valueMinor: 1", "EXACTLY_ONE", ["price"]),
        (items([120]), "", "EXACTLY_ONE", ["price"]),
        (items([120]), "valueMinor: -1", "INVALID", ["price", "valueMinor"]),
        (items([]), "valueMinor: 1", "INVALID", ["items"]),
    ])
    func `a refusal names the item, and no price changes`(
        _ items: String, _ price: String, _ code: String, _ field: [String]
    ) async throws {
        let answer = await (try World()).menu("itemsBulkUpdate", "\(items), price: { \(price) }")

        let path = (["input"] + field).map { "\"\($0)\"" }.joined(separator: ",")
        #expect(
            answer.contains(#""userErrors":[{"field":[\#(path)],"code":"\#(code)"}]"#), "\(answer)")
        #expect(
            try await World.column("SELECT sum(price_minor)::text FROM menu_items") == ["23600"])
    }

    @Test
    func `many items cost as many statements as one`() async throws {
        let world = try World()
        try await World.asSuperuser(
            """
            INSERT INTO menu_items (id, organization_id, menu_id, category_id, name, price_minor, currency)
            SELECT ('01900000-0000-7000-8000-' || lpad((7000 + n)::text, 12, '0'))::uuid, '\(World.uuid(1))',
              '\(World.uuid(100))', '\(World.uuid(112))', 'i' || n, 100, 'PEN'
            FROM generate_series(1, 201) AS n
            """)
        func change(_ count: Int) async -> (text: String, statements: Int) {
            let answer = await world.run(
                """
                mutation { itemsBulkUpdate(input: {
                  \(Self.items((1...count).map { 7000 + $0 })), price: { amountMinor: 1 } }) {
                  items { id } userErrors { message } } }
                """)
            return (answer.text, answer.statements.count)
        }

        let one = await change(1)
        let many = await change(200)
        let tooMany = await change(201)

        #expect(one.statements == many.statements)
        #expect(many.text.contains(#""userErrors":[]"#))
        #expect(tooMany.text.contains("1 to 200 items"))
    }

    @Test
    func `a text is set in a language, changed and taken away`() async throws {
        let world = try World()
        func set(_ input: String) async -> String {
            await world.menu(
                "translationSet", "id: \"\(World.id(.item, 121))\", \(input)",
                "translations { locale field value }")
        }

        let first = await set(#"field: "name", locale: "en", value: "Mixed""#)
        let second = await set(#"field: "name", locale: "en", value: "Mixed ceviche""#)
        let gone = await set(#"field: "name", locale: "en", value: null"#)

        #expect(
            first.contains(#""translations":[{"locale":"en","field":"name","value":"Mixed"}]"#), "\(first)")
        #expect(second.contains(#""value":"Mixed ceviche"}]"#), "\(second)")
        #expect(gone.contains(#""translations":[]"#), "\(gone)")
        #expect(try await World.told("menu.changed").count == 6)
    }

    @Test(arguments: [
        (EntityKind.item, 220, "name", "en", "x", "NOT_FOUND", "id"),
        (.branch, 11, "name", "en", "x", "NOT_FOUND", "id"),
        (.menu, 100, "description", "en", "x", "INVALID", "field"),
        (.item, 120, "sku", "en", "x", "INVALID", "field"),
        (.item, 120, "name", "en", " ", "INVALID", "value"),
        (.item, 120, "name", "es-419", "x", "INVALID", "locale"),
    ])
    func `a text of nothing is refused`(
        _ kind: EntityKind, _ number: Int, _ field: String, _ locale: String, _ value: String,
        _ code: String, _ place: String
    ) async throws {
        let answer = await (try World()).menu(
            "translationSet",
            #"id: "\#(World.id(kind, number))", field: "\#(field)", locale: "\#(locale)", value: "\#(value)""#
        )

        #expect(answer.contains(World.refusal(code, place)), "\(answer)")
    }

    @Test
    func `a tax class is made and changed by who reaches all branches`() async throws {
        let world = try World()
        let known = "taxClassId: \"\(World.id(.taxClass, 15))\""

        let made = await world.menu(
            "taxClassUpsert", #"name: "Reducido", code: "REDUCED""#, "taxClass { name code version }")
        let changed = await world.menu(
            "taxClassUpsert", #"\#(known), name: "Todo", expectedVersion: 1"#,
            "taxClass { name code version }")
        let stale = await world.menu("taxClassUpsert", #"\#(known), name: "x", expectedVersion: 1"#)
        let taken = await world.menu("taxClassUpsert", #"name: "x", code: "GENERAL""#)
        let wrong = await world.menu("taxClassUpsert", #"name: "x", code: "a b""#)
        let codeless = await world.menu("taxClassUpsert", #"name: "x", code: null, taxClassId: null"#)
        let confined = await world.menu("taxClassUpsert", #"\#(known), name: "x""#, branches: [11])

        #expect(made.contains(#"{"name":"Reducido","code":"REDUCED","version":1}"#), "\(made)")
        #expect(changed.contains(#"{"name":"Todo","code":"GENERAL","version":2}"#), "\(changed)")
        #expect(stale.contains(World.refusal("CONFLICT", "expectedVersion")), "\(stale)")
        #expect(taken.contains(World.refusal("CODE_TAKEN", "code")), "\(taken)")
        #expect(wrong.contains(World.refusal("INVALID", "code")), "\(wrong)")
        #expect(codeless.contains(World.refusal("INVALID", "code")), "\(codeless)")
        #expect(confined.contains(World.refusal("BRANCH_OUT_OF_REACH", "taxClassId")), "\(confined)")
        // Nobody sells anything of the new one.
        #expect(try await World.told("menu.changed") == ["011 taxclass 015", "012 taxclass 015"])
    }

    @Test
    func `a rate is told where something of its class is sold, and nowhere else`() async throws {
        let world = try World()
        func set() async -> String {
            await world.menu(
                "taxRateSet",
                """
                taxClassId: "\(World.id(.taxClass, 15))", component: "IGV", rateBasisPoints: 1700,
                validFrom: "2027-01-01"
                """)
        }
        try await World.asSuperuser("DELETE FROM menu_branches WHERE branch_id = '\(World.uuid(12))'")
        let sold = await set()
        try await World.asSuperuser("UPDATE menu_items SET deleted_at = now()")
        let unsold = await set()

        #expect(sold.contains(#""userErrors":[]"#) && unsold == sold, "\(sold) \(unsold)")
        #expect(try await World.told("menu.changed") == ["011 taxclass 015"])
    }

    @Test
    func `a rate ends the one before it, and meets none after it`() async throws {
        let world = try World()
        func set(_ input: String) async -> String {
            await world.menu(
                "taxRateSet", "taxClassId: \"\(World.id(.taxClass, 15))\", component: \"IGV\", \(input)",
                "taxClass { rates { component rateBasisPoints validFrom validTo } }")
        }

        let later = await set(#"rateBasisPoints: 1700, validFrom: "2027-01-01""#)
        let again = await set(#"rateBasisPoints: 0, validFrom: "2027-01-01""#)
        let overlap = await set(#"rateBasisPoints: 1, validFrom: "2026-06-01""#)
        let between = await set(#"rateBasisPoints: 1, validFrom: "2026-06-01", validTo: "2026-12-31""#)
        let turned = await set(#"rateBasisPoints: 1, validFrom: "2026-06-01", validTo: "2026-05-31""#)
        let much = await set(#"rateBasisPoints: 10001, validFrom: "2030-01-01""#)

        #expect(
            later.contains(
                #"{"component":"IGV","rateBasisPoints":1600,"validFrom":"2020-01-01","validTo":"2026-12-31"}"#
            ),
            "\(later)")
        #expect(
            again.contains(
                #"{"component":"IGV","rateBasisPoints":0,"validFrom":"2027-01-01","validTo":null}"#),
            "\(again)")
        #expect(overlap.contains(World.refusal("RATE_OVERLAP", "validTo")), "\(overlap)")
        #expect(between.contains(#""validTo":"2026-05-31""#), "\(between)")
        #expect(turned.contains(World.refusal("INVALID", "validTo")), "\(turned)")
        #expect(much.contains(World.refusal("INVALID", "rateBasisPoints")), "\(much)")
    }
}
