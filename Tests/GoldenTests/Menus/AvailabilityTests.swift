import Restaurant
import TestSupport
import Testing

/// Off sale and back ("86"), by item and by modifier.
@Suite(.database(World.template))
struct AvailabilityTests {
    private static let branch = "branchId: \"\(World.id(.branch, 11))\""
    private static let selection = "{ isAvailable availability { reason until remainingQuantity } }"

    @Test(arguments: [
        ("itemAvailabilitySet", "itemId", EntityKind.item, 120),
        ("modifierAvailabilitySet", "modifierId", .modifier, 143),
    ])
    func `last portions are counted, off is off, and the branch is told each time`(
        _ mutation: String, _ field: String, _ kind: EntityKind, _ number: Int
    ) async throws {
        let world = try World()
        func set(_ input: String) async -> String {
            await world.menu(
                mutation, "\(Self.branch), \(field): \"\(World.id(kind, number))\", \(input)",
                "\(kind.rawValue) \(Self.selection)", role: "KITCHEN", branches: [11])
        }

        let last = await set(#"isAvailable: true, remainingQuantity: "3""#)
        let off = await set(#"isAvailable: false, until: "2999-01-01T00:00:00Z", reason: "x""#)
        let on = await set("isAvailable: true")

        #expect(
            last.contains(
                #"{"isAvailable":true,"availability":{"reason":null,"until":null,"remainingQuantity":"3"}}"#),
            "\(last)")
        #expect(
            off.contains(
                #"""
                {"isAvailable":false,"availability":{"reason":"x","until":"2999-01-01T00:00:00Z",\#
                "remainingQuantity":null}}
                """#), "\(off)")
        #expect(on.contains(#"{"isAvailable":true,"availability":null}"#), "\(on)")
        #expect(
            try await World.told("availability.changed")
                == Array(repeating: "011 \(kind.rawValue) \(number)", count: 3))
    }

    @Test
    func `case 16: what is off sale until a moment is back after it`() async throws {
        let world = try World()

        _ = await world.menu(
            "itemAvailabilitySet",
            """
            \(Self.branch), itemId: "\(World.id(.item, 120))", isAvailable: false,
            until: "2999-01-01T00:00:00Z"
            """)
        func isAvailable(at moment: String) async -> String {
            await world.run(
                """
                { menuItem(id: "\(World.id(.item, 120))", branchId: "\(World.id(.branch, 11))",
                  at: "\(moment)") { isAvailable } }
                """
            ).text
        }

        #expect(await isAvailable(at: "2998-12-31T23:59:59Z").contains("false"))
        #expect(await isAvailable(at: "2999-01-01T00:00:00Z").contains("true"))
    }

    @Test(arguments: [
        #"isAvailable: false, remainingQuantity: "1""#, #"isAvailable: true, remainingQuantity: "0""#,
        #"isAvailable: true, remainingQuantity: "-1""#, #"isAvailable: true, remainingQuantity: "1.00001""#,
        #"isAvailable: true, remainingQuantity: "12345678901""#,
    ])
    func `a number of portions that says otherwise is refused`(_ input: String) async throws {
        let answer = await (try World()).menu(
            "itemAvailabilitySet", "\(Self.branch), itemId: \"\(World.id(.item, 120))\", \(input)")

        #expect(answer.contains(World.refusal("INVALID", "remainingQuantity")), "\(answer)")
        #expect(try await World.told("availability.changed") == [])
    }
}
