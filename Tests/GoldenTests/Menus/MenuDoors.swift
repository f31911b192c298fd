import Postgres
import Restaurant

/// The mutations of the menu by each ID that they take.
extension MutationReachTests.Door {
    static let menu =
        lone([
            ("menuUpdate", "menuId", .menu, 200, ""), ("menuPublish", "menuId", .menu, 200, ""),
            ("menuArchive", "menuId", .menu, 200, ""), ("menuReorder", "menuId", .menu, 200, ""),
            ("categoryUpdate", "categoryId", .category, 210, ""),
            ("categoryMove", "categoryId", .category, 210, ""),
            ("categoryArchive", "categoryId", .category, 210, ""),
            ("categoryMove", "parentId", .category, 210, own("categoryId", .category, 112)),
            ("itemCreate", "categoryId", .category, 210, #"name: "x", priceMinor: 1"#),
            ("itemCreate", "taxClassId", .taxClass, 25, own("categoryId", .category, 112) + itemFields),
            ("itemUpdate", "itemId", .item, 220, ""), ("itemArchive", "itemId", .item, 220, ""),
            ("itemRestore", "itemId", .item, 220, ""),
            ("itemUpdate", "categoryId", .category, 210, own("itemId", .item, 120)),
            ("itemUpdate", "taxClassId", .taxClass, 25, own("itemId", .item, 120)),
        ])
        + listed([
            ("menuCreate", "branchIds", .branch, 21, #"name: "x""#),
            ("menuReorder", "categoryIds", .category, 210, own("menuId", .menu, 100)),
            ("menuReorder", "itemIds", .item, 220, own("menuId", .menu, 100)),
        ])

    private static let itemFields = #", name: "x", priceMinor: 1"#

    private static func own(_ field: String, _ kind: EntityKind, _ number: Int) -> String {
        "\(field): \"\(World.id(kind, number))\""
    }

    private typealias Row = (String, String, EntityKind, Int, String)

    /// Doors whose field is one ID.
    private static func lone(_ rows: [Row]) -> [Self] {
        rows.map { mutation, field, kind, foreign, rest in
            Self(
                mutation: mutation, input: { "\(field): \"\($0)\", \(rest)" }, kind: kind, field: field,
                foreign: foreign)
        }
    }

    /// Doors whose field is a list of IDs.
    private static func listed(_ rows: [Row]) -> [Self] {
        rows.map { mutation, field, kind, foreign, rest in
            Self(
                mutation: mutation, input: { "\(field): [\"\($0)\"], \(rest)" }, kind: kind, field: field,
                foreign: foreign)
        }
    }
}
