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
            ("menuExport", "menuId", .menu, 200, ""),
            ("taxClassUpsert", "taxClassId", .taxClass, 25, #"name: "x""#),
            (
                "taxRateSet", "taxClassId", .taxClass, 25,
                #"component: "x", rateBasisPoints: 1, validFrom: "2026-01-01""#
            ),
            ("modifierGroupUpdate", "groupId", .group, 230, ""),
            ("modifierGroupArchive", "groupId", .group, 230, ""),
            ("modifierCreate", "groupId", .group, 230, #"name: "x""#),
            ("modifierCreate", "itemId", .item, 220, own("groupId", .group, 131) + #", name: "x""#),
            ("modifierUpdate", "modifierId", .modifier, 240, ""),
            ("modifierUpdate", "itemId", .item, 220, own("modifierId", .modifier, 142)),
            ("modifierArchive", "modifierId", .modifier, 240, ""),
            ("modifierChildGroupsSet", "modifierId", .modifier, 240, "groupIds: []"),
            ("itemModifierGroupsSet", "itemId", .item, 220, "groups: []"),
            (
                "modifierAvailabilitySet", "modifierId", .modifier, 240,
                own("branchId", .branch, 11) + ", isAvailable: false"
            ),
            (
                "modifierAvailabilitySet", "branchId", .branch, 21,
                own("modifierId", .modifier, 143) + ", isAvailable: false"
            ),
        ])
        + listed([
            ("menuCreate", "branchIds", .branch, 21, #"name: "x""#),
            ("menuReorder", "categoryIds", .category, 210, own("menuId", .menu, 100)),
            ("menuReorder", "itemIds", .item, 220, own("menuId", .menu, 100)),
            ("modifierChildGroupsSet", "groupIds", .group, 230, own("modifierId", .modifier, 142)),
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
