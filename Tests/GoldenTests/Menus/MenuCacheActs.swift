import DataLoader
import Postgres
import Restaurant
import TestSupport

/// What the tests of the menu cache ask and change.
enum MenuCacheActs {
    /// A moment, so that what is counted does not depend on the hour of the test.
    static let moment = #"at: "2026-03-01T18:00:00Z""#

    /// The tree as a till shows it.
    static func tree(_ arguments: String = moment, branch: Int = 11, locale: String = "en-US") -> String {
        """
        { menu(id: "\(World.id(.menu, 100))", branchId: "\(World.id(.branch, branch))",
               locale: "\(locale)" \(arguments)) {
            name isAvailable schedules { weekdays startsAt }
            categories { name isAvailable image { url }
              items { name isAvailable }
              children { name isAvailable description
                items { id name isAvailable price { amountMinor formatted } availability { reason until }
                  branchOverride { isHidden price { amountMinor } } translations { locale value }
                  modifierGroups { name min max
                    modifiers { name isAvailable priceDelta { amountMinor }
                      childGroups { name modifiers { name isAvailable priceDelta { amountMinor } } } } }
                } } } } }
        """
    }

    /// The tree as a guest's telephone shows it.
    static func card(_ arguments: String = "") -> String {
        """
        { publicMenu(branchCode: "mar-miraflores" \(arguments)) { menus { name isAvailable
            categories { name isAvailable items { name isAvailable price { amountMinor } }
              children { name items { name isAvailable description allergens price { amountMinor }
                modifierGroups { name min modifiers { name priceDelta { amountMinor } } } } } } } } }
        """
    }

    /// What is asked after each change.
    static let questions: [(document: String, role: String, branches: [Int]?)] = [
        (tree(), "ORG_ADMIN", nil), (tree(moment, branch: 12, locale: "es"), "ORG_ADMIN", nil),
        (tree(""), "WAITER", [11]), (tree(), "WAITER", [12]), (card(), "PUBLIC", nil),
        (
            """
            { menus(branchId: "\(World.id(.branch, 11))") { id name isPublished version
                categories { name version } } taxClasses { name rates { component rateBasisPoints } } }
            """, "ORG_ADMIN", nil
        ),
        (
            """
            { modifierGroups(first: 3) { nodes { name modifiers { name } } pageInfo { hasNextPage } }
              organization { name } }
            """, "ORG_ADMIN", nil
        ),
    ]

    /// Changes of menus, some of which are refused when they come a second time.
    static let changes: [(mutation: String, input: String)] = [
        ("itemUpdate", "\(item(120)), priceMinor: 4100"), ("itemUpdate", #"\#(item(121)), name: "Mixto""#),
        ("itemAvailabilitySet", "\(branch(11)), \(item(120)), isAvailable: false"),
        ("itemAvailabilitySet", "\(branch(11)), \(item(120)), isAvailable: true"),
        ("modifierAvailabilitySet", "\(branch(11)), \(modifier(141)), isAvailable: false"),
        ("modifierAvailabilitySet", "\(branch(11)), \(modifier(141)), isAvailable: true"),
        ("branchOverrideSet", "\(branch(12)), \(item(122)), priceMinor: 1900"),
        ("branchOverrideSet", "\(branch(11)), \(item(122))"),
        ("branchOverrideSet", "\(branch(11)), \(item(122)), isHidden: true"),
        ("itemArchive", item(123)), ("itemRestore", item(123)),
        ("itemCreate", #"categoryId: "\#(World.id(.category, 111))", name: "Tiradito", priceMinor: 3500"#),
        ("categoryCreate", #"menuId: "\#(World.id(.menu, 100))", name: "Sopas""#),
        ("categoryUpdate", #"categoryId: "\#(World.id(.category, 111))", name: "Fríos""#),
        (
            "categoryMove",
            #"categoryId: "\#(World.id(.category, 112))", parentId: "\#(World.id(.category, 110))""#
        ),
        ("categoryMove", #"categoryId: "\#(World.id(.category, 112))""#),
        ("menuPublish", #"menuId: "\#(World.id(.menu, 101))", isPublished: true"#),
        ("menuPublish", #"menuId: "\#(World.id(.menu, 101))", isPublished: false"#),
        ("menuUpdate", #"menuId: "\#(World.id(.menu, 101))", name: "Prueba""#),
        // No branch sells it: nobody is told.
        ("menuCreate", #"name: "Libre", branchIds: [], currency: "PEN""#),
        ("modifierUpdate", "\(modifier(143)), priceDeltaMinor: 500"),
        ("modifierCreate", #"groupId: "\#(World.id(.group, 131))", name: "Yuca""#),
        ("modifierGroupUpdate", #"groupId: "\#(World.id(.group, 130))", name: "Porción""#),
        ("modifierGroupCreate", #"name: "Ají", currency: "PEN""#),
        ("modifierChildGroupsSet", "\(modifier(141)), groupIds: []"),
        ("modifierChildGroupsSet", #"\#(modifier(141)), groupIds: ["\#(World.id(.group, 131))"]"#),
        ("itemModifierGroupsSet", "\(item(121)), groups: []"),
        (
            "translationSet",
            #"id: "\#(World.id(.item, 121))", field: "name", locale: "en", value: "Mixed ceviche""#
        ),
        ("translationSet", #"id: "\#(World.id(.item, 120))", field: "name", locale: "en""#),
        ("taxClassUpsert", #"taxClassId: "\#(World.id(.taxClass, 15))", name: "Todo""#),
        (
            "taxRateSet",
            #"taxClassId: "\#(World.id(.taxClass, 15))", component: "IGV", rateBasisPoints: 1700,"#
                + #" validFrom: "2026-05-01""#
        ),
        ("branchUpdate", #"\#(branch(11)), timezone: "Asia/Tokyo""#),
        ("branchUpdate", #"\#(branch(11)), timezone: "America/Lima""#),
    ]

    private static func branch(_ number: Int) -> String { "branchId: \"\(World.id(.branch, number))\"" }
    private static func item(_ number: Int) -> String { "itemId: \"\(World.id(.item, number))\"" }
    private static func modifier(_ number: Int) -> String {
        "modifierId: \"\(World.id(.modifier, number))\""
    }

    /// Runs one of the changes.
    static func change(_ change: (mutation: String, input: String), by world: World) async -> String {
        await world.run(
            "mutation { \(change.mutation)(input: { \(change.input) }) { userErrors { message } } }"
        ).text
    }

    /// A cache of menus.
    ///
    /// - Parameter trust: a zero looks in each operation; an hour believes what it is told alone.
    static func cache(trust: Duration = .seconds(3_600), byteCountMax: Int = 8 << 20) -> RowCache {
        var limits = RowCacheLimits()
        limits.trust = trust
        limits.byteCountMax = byteCountMax
        return RowCache(MenuCache.tables, limits: limits)
    }
}
