import Restaurant
import TestSupport
import Testing

/// Menus and categories: made, changed, moved, ordered and taken out of use.
@Suite(.database(World.template))
struct MenuTreeMutationTests {
    private static let menu = "menuId: \"\(World.id(.menu, 100))\""

    private static func category(_ number: Int) -> String {
        "categoryId: \"\(World.id(.category, number))\""
    }

    @Test
    func `a menu is made for its branches, which are told`() async throws {
        let world = try World()
        let branches = [11, 12].map { "\"\(World.id(.branch, $0))\"" }.joined(separator: ", ")

        let made = await world.menu(
            "menuCreate", #"name: "Verano", kind: DRINKS, position: 3, branchIds: [\#(branches)]"#,
            "menu { name kind currency isPublished version }")
        let again = await world.menu("menuCreate", #"name: "verano", branchIds: []  , currency: "PEN""#)

        #expect(
            made.contains(
                #"{"name":"Verano","kind":"DRINKS","currency":"PEN","isPublished":false,"version":1}"#),
            "\(made)")
        #expect(again.contains(World.refusal("NAME_TAKEN", "name")), "\(again)")
        let told = try await World.told("menu.changed")
        #expect(told.map { $0.prefix(8) } == ["011 menu", "012 menu"])
    }

    @Test(arguments: [
        (#"name: " ", branchIds: [], currency: "PEN""#, "INVALID", "name"),
        (#"name: "x", branchIds: []"#, "INVALID", "currency"),
        (
            #"name: "x", branchIds: ["\#(World.id(.branch, 11))"], currency: "INR""#, "CURRENCY_MISMATCH",
            "currency"
        ),
        (#"name: "x", branchIds: ["\#(World.id(.branch, 21))"]"#, "NOT_FOUND", "branchIds"),
        (#"name: "x", branchIds: [], currency: "PEN", position: -1"#, "INVALID", "position"),
    ])
    func `a menu that can not be is refused`(_ input: String, _ code: String, _ field: String) async throws {
        let answer = await (try World()).menu("menuCreate", input)

        #expect(answer.contains(World.refusal(code, field)), "\(answer)")
    }

    @Test
    func `who reaches some branches makes and changes menus of these alone`() async throws {
        let world = try World()
        let both = #"branchIds: ["\#(World.id(.branch, 11))", "\#(World.id(.branch, 12))"]"#
        let draft = "menuId: \"\(World.id(.menu, 101))\""

        let nowhere = await world.menu(
            "menuCreate", #"name: "x", currency: "PEN", branchIds: []"#, role: "BRANCH_MANAGER",
            branches: [11])
        let beyond = await world.menu(
            "menuCreate", #"name: "x", \#(both)"#, role: "BRANCH_MANAGER", branches: [11])
        let shared = await world.menu(
            "menuUpdate", #"\#(Self.menu), name: "x""#, role: "BRANCH_MANAGER", branches: [11])
        let own = await world.menu(
            "menuUpdate", #"\#(draft), name: "x""#, role: "BRANCH_MANAGER", branches: [11])

        #expect(nowhere.contains(World.refusal("INVALID", "branchIds")), "\(nowhere)")
        #expect(beyond.contains(World.refusal("NOT_FOUND", "branchIds")), "\(beyond)")
        #expect(shared.contains(World.refusal("NOT_FOUND", "menuId")), "\(shared)")
        #expect(own.contains(#""userErrors":[]"#), "\(own)")
    }

    @Test
    func `a menu changes what the input names and nothing else`() async throws {
        let world = try World()

        let answer = await world.menu(
            "menuUpdate", "\(Self.menu), kind: DINNER, name: null, position: 7, expectedVersion: 1",
            "menu { name kind version }")
        let stale = await world.menu("menuUpdate", "\(Self.menu), kind: LUNCH, expectedVersion: 1")

        #expect(answer.contains(#"{"name":"Carta","kind":"DINNER","version":2}"#), "\(answer)")
        #expect(stale.contains(World.refusal("CONFLICT", "expectedVersion")), "\(stale)")
        #expect(
            try await World.told("menu.changed") == ["011 menu 100", "012 menu 100"])
        #expect(
            try await World.column(
                "SELECT DISTINCT position::text FROM menu_branches WHERE menu_id = '\(World.uuid(100))'")
                == ["7"])
    }

    @Test
    func `the branches of a menu are set as a whole, and those that lose it are told too`() async throws {
        let world = try World()

        let answer = await world.menu(
            "menuUpdate", #"\#(Self.menu), branchIds: ["\#(World.id(.branch, 12))"]"#)

        #expect(answer.contains(#""userErrors":[]"#), "\(answer)")
        #expect(
            try await World.column(
                "SELECT right(branch_id::text, 2) FROM menu_branches WHERE menu_id = '\(World.uuid(100))'")
                == ["12"])
        #expect(try await World.told("menu.changed").count == 2)
    }

    @Test
    func `guests see a menu when it is published, and no longer when it is taken back`() async throws {
        let world = try World()
        let query = #"{ publicMenu(branchCode: "mar-miraflores") { menus { name } } }"#

        let taken = await world.menu(
            "menuPublish", "\(Self.menu), isPublished: false", "menu { isPublished }")
        let hidden = await world.run(query, role: "PUBLIC")
        _ = await world.menu("menuPublish", Self.menu)
        let shown = await world.run(query, role: "PUBLIC")

        #expect(taken.contains(#"{"isPublished":false}"#), "\(taken)")
        #expect(hidden.text.contains(#""menus":[]"#), "\(hidden.text)")
        #expect(shown.text.contains("Carta"), "\(shown.text)")
    }

    @Test
    func `an archived menu is sold nowhere, and its name is free`() async throws {
        let world = try World()

        let archived = await world.menu("menuArchive", Self.menu, "archivedId")
        let again = await world.menu("menuArchive", Self.menu)
        let same = await world.menu("menuCreate", #"name: "Carta", currency: "PEN", branchIds: []"#)
        let sold = await world.run(
            #"{ menus(branchId: "\#(World.id(.branch, 12))") { name } }"#)

        #expect(archived.contains(World.id(.menu, 100)), "\(archived)")
        #expect(again.contains(World.refusal("NOT_FOUND", "menuId")), "\(again)")
        #expect(same.contains(#""userErrors":[]"#), "\(same)")
        #expect(sold.text.contains(#""menus":[]"#), "\(sold.text)")
    }

    @Test
    func `a category changes its texts`() async throws {
        let world = try World()

        let answer = await world.menu(
            "categoryUpdate", #"\#(Self.category(110)), name: "Mar", description: null, expectedVersion: 1"#,
            "category { name description position version }")
        let stale = await world.menu(
            "categoryUpdate", #"\#(Self.category(110)), name: "x", expectedVersion: 1"#)
        let taken = await world.menu("categoryUpdate", #"\#(Self.category(110)), name: "desayunos""#)
        let blank = await world.menu("categoryUpdate", #"\#(Self.category(110)), name: """#)

        #expect(
            answer.contains(#"{"name":"Mar","description":null,"position":1,"version":2}"#), "\(answer)")
        #expect(stale.contains(World.refusal("CONFLICT", "expectedVersion")), "\(stale)")
        #expect(taken.contains(World.refusal("NAME_TAKEN", "name")), "\(taken)")
        #expect(blank.contains(World.refusal("INVALID", "name")), "\(blank)")
        #expect(try await World.told("menu.changed") == ["011 category 110", "012 category 110"])
    }

    @Test
    func `a category moves under another and back to the top`() async throws {
        let world = try World()
        let below = "parentId: \"\(World.id(.category, 111))\""

        let moved = await world.menu(
            "categoryMove", "\(Self.category(112)), \(below), position: 4",
            "category { parent { name } position }")
        let top = await world.menu(
            "categoryMove", Self.category(112), "category { parent { name } position }")

        #expect(moved.contains(#"{"parent":{"name":"Ceviches"},"position":4}"#), "\(moved)")
        #expect(top.contains(#"{"parent":null,"position":4}"#), "\(top)")
    }

    @Test
    func `a category moves neither below itself nor to another menu nor too deep`() async throws {
        let world = try World()
        try await World.asSuperuser(
            """
            INSERT INTO menu_categories (id, organization_id, menu_id, parent_id, name, currency)
            SELECT ('01900000-0000-7000-8000-' || lpad((7000 + n)::text, 12, '0'))::uuid, '\(World.uuid(1))',
              '\(World.uuid(100))', CASE WHEN n > 1
                THEN ('01900000-0000-7000-8000-' || lpad((6999 + n)::text, 12, '0'))::uuid END,
              'n' || n, 'PEN'
            FROM generate_series(1, 8) AS n;
            INSERT INTO menu_categories (id, organization_id, menu_id, name, currency)
            VALUES ('\(World.uuid(7100))', '\(World.uuid(1))', '\(World.uuid(101))', 'Cenas', 'PEN')
            """)

        func move(_ category: Int, under parent: Int) async -> String {
            await world.menu(
                "categoryMove", "\(Self.category(category)), parentId: \"\(World.id(.category, parent))\"")
        }

        #expect(await move(110, under: 110).contains(World.refusal("CYCLE", "parentId")))
        #expect(await move(110, under: 111).contains(World.refusal("CYCLE", "parentId")))
        #expect(await move(112, under: 7008).contains(World.refusal("TOO_DEEP", "parentId")))
        #expect(await move(110, under: 7007).contains(World.refusal("TOO_DEEP", "parentId")))
        #expect(await move(112, under: 7100).contains(World.refusal("PARENT_IN_OTHER_MENU", "parentId")))
        #expect(await move(112, under: 210).contains(World.refusal("NOT_FOUND", "parentId")))
        #expect(await move(112, under: 7007).contains(#""userErrors":[]"#))
    }

    @Test
    func `a category goes with all below it`() async throws {
        let world = try World()

        let answer = await world.menu("categoryArchive", Self.category(110), "archivedId")

        #expect(answer.contains(World.id(.category, 110)), "\(answer)")
        #expect(
            try await World.column(
                "SELECT name FROM menu_categories WHERE archived_at IS NOT NULL ORDER BY name")
                == ["Ceviches", "Del mar"])
        #expect(
            try await World.column(
                "SELECT count(*)::text FROM menu_items WHERE deleted_at IS NOT NULL") == ["3"])
    }

    @Test
    func `an order puts categories and items where they stand in it, by as many statements for more`()
        async throws
    {
        let world = try World()
        func reorder(_ items: [Int]) async -> (text: String, statements: Int) {
            let ids = items.map { "\"\(World.id(.item, $0))\"" }.joined(separator: ", ")
            let answer = await world.run(
                """
                mutation { menuReorder(input: { \(Self.menu), itemIds: [\(ids)],
                  categoryIds: ["\(World.id(.category, 112))", "\(World.id(.category, 110))"] }) {
                  menu { categories { name } } userErrors { message } } }
                """)
            return (answer.text, answer.statements.count)
        }

        let one = await reorder([121])
        let more = await reorder([122, 121, 120])

        #expect(
            one.text.contains(#"{"categories":[{"name":"Desayunos"},{"name":"Del mar"}]}"#), "\(one.text)")
        #expect(one.statements == more.statements)
        #expect(
            try await World.column(
                """
                SELECT name FROM menu_items WHERE category_id = '\(World.uuid(111))' ORDER BY position
                """) == ["Leche de tigre", "Ceviche mixto", "Ceviche clásico"])
        #expect(
            try await World.told("menu.changed")
                == ["011 menu 100", "011 menu 100", "012 menu 100", "012 menu 100"])
    }

    @Test(arguments: [
        ("itemIds", EntityKind.item, [220]), ("categoryIds", .category, [210]),
        ("itemIds", .item, [9999]),
    ])
    func `an order of what the menu has not is refused`(
        _ field: String, _ kind: EntityKind, _ numbers: [Int]
    ) async throws {
        let ids = numbers.map { "\"\(World.id(kind, $0))\"" }.joined(separator: ", ")

        let answer = await (try World()).menu("menuReorder", "\(Self.menu), \(field): [\(ids)]")

        #expect(answer.contains(World.refusal("NOT_FOUND", field)), "\(answer)")
    }
}
