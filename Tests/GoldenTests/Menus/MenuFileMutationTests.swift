import GraphQLSchema
import Restaurant
import TestSupport
import Testing

/// A menu as a file, and back.
@Suite(.database(World.template))
struct MenuFileMutationTests {
    private static let menu = "menuId: \"\(World.id(.menu, 100))\""

    private func exported(_ form: String, by world: World) async -> String {
        let answer = await world.menu("menuExport", "\(Self.menu), format: \(form)", "content")
        // The content is JSON text within JSON: enough to read it is to undo the escapes of one level.
        guard let begin = answer.firstRange(of: #""content":""#)?.upperBound,
            let end = answer.firstRange(of: #"","userErrors""#)?.lowerBound
        else { return answer }
        return String(answer[begin..<end]).replacing(#"\r"#, with: "\r").replacing(#"\n"#, with: "\n")
            .replacing(#"\""#, with: "\"").replacing(#"\\"#, with: "\\")
    }

    private func imported(
        _ content: String, _ form: String, isDryRun: Bool = false, branches: [Int]? = nil, by world: World
    ) async -> String {
        await world.run(
            """
            mutation ($content: String!) { it: menuImport(input: {
              branchId: "\(World.id(.branch, 11))", content: $content, format: \(form),
              isDryRun: \(isDryRun) }) {
              menu { id name } counts { table created updated removed }
              problems { line column path message }
              userErrors { field ... on MenuUserError { code } } } }
            """, branches: branches, variables: .object([.init(name: "content", value: .string(content))])
        ).text
    }

    @Test
    func `an exported menu says all that was there`() async throws {
        let content = await exported("JSON", by: try World())

        #expect(content.contains(#""format": "comanda-menu/1""#), "\(content)")
        #expect(content.contains(#""price": "38.00""#) && content.contains(#""sku": "CEV-1""#), "\(content)")
        #expect(content.contains(#""from": "07:00""#), "\(content)")
        #expect(content.contains(#""name": "Classic ceviche""#), "\(content)")
        #expect(content.contains(World.id(.group, 130)), "\(content)")
    }

    @Test(arguments: ["JSON", "CSV"])
    func `an exported menu imports as it is`(_ form: String) async throws {
        let world = try World()

        let content = await exported(form, by: world)
        let first = await imported(content, form, by: world)
        let again = await exported(form, by: world)
        let second = await imported(again, form, by: world)

        #expect(first.contains(#""userErrors":[]"#), "\(first)")
        #expect(first.contains(World.id(.menu, 100)), "\(first)")
        #expect(first.contains(#"{"table":"menu_items","created":0,"#), "\(first)")
        #expect(first.contains(#"{"table":"modifier_groups","created":0,"#), "\(first)")
        #expect(again == content)
        #expect(second.contains(#"{"table":"menu_items","created":0,"updated":0,"removed":0}"#), "\(second)")
        #expect(second.contains(#"{"table":"modifiers","created":0,"updated":0,"removed":0}"#), "\(second)")
        // Both branches sell it; an import that changes nothing is not told.
        let changes = [first, second].count { $0.contains(/"(created|updated|removed)":[1-9]/) }
        #expect(changes < 2)
        #expect(try await World.told("menu.changed").count == 2 * changes)
    }

    @Test
    func `a dry run says what it would do and does nothing`() async throws {
        let world = try World()
        let content = await exported("JSON", by: world).replacing("\"38.00\"", with: "\"39.00\"")

        let dry = await imported(content, "JSON", isDryRun: true, by: world)

        #expect(dry.contains(#"{"table":"menu_items","created":0,"updated":4,"removed":0}"#), "\(dry)")
        #expect(dry.contains(#""problems":[],"userErrors":[]"#), "\(dry)")
        #expect(try await World.column("SELECT max(version)::text FROM menu_items") == ["1"])
        #expect(try await World.told("menu.changed") == [])
    }

    @Test
    func `an import tells whoever sells its menu, or asks its groups on another one`() async throws {
        let world = try World()
        // The second branch sells another menu, whose item asks a group of the first.
        let tenant = "'\(World.uuid(1))'"
        try await World.asSuperuser(
            """
            DELETE FROM menu_branches WHERE id = '\(World.uuid(103))';
            INSERT INTO menus (id, organization_id, name, kind, currency, is_published)
            VALUES ('\(World.uuid(105))', \(tenant), 'Barra', 'MAIN', 'PEN', true);
            INSERT INTO menu_branches (id, organization_id, menu_id, branch_id, currency)
            VALUES ('\(World.uuid(106))', \(tenant), '\(World.uuid(105))', '\(World.uuid(12))', 'PEN');
            INSERT INTO menu_categories (id, organization_id, menu_id, name, currency)
            VALUES ('\(World.uuid(107))', \(tenant), '\(World.uuid(105))', 'Todo', 'PEN');
            INSERT INTO menu_items (id, organization_id, menu_id, category_id, name, price_minor, currency)
            VALUES ('\(World.uuid(108))', \(tenant), '\(World.uuid(105))', '\(World.uuid(107))', 'Causa',
              100, 'PEN');
            INSERT INTO item_modifier_groups (id, organization_id, item_id, group_id, currency)
            VALUES ('\(World.uuid(109))', \(tenant), '\(World.uuid(108))', '\(World.uuid(130))', 'PEN')
            """)
        let content = await exported("JSON", by: world).replacing("\"25.00\"", with: "\"26.00\"")

        let changed = await imported(content, "JSON", by: world)
        let told = try await World.told("menu.changed")
        let unchanged = await imported(content, "JSON", by: world)

        #expect(changed.contains(#""userErrors":[]"#), "\(changed)")
        #expect(told == ["011 menu 100", "012 group 130"])
        #expect(unchanged.contains(#""userErrors":[]"#), "\(unchanged)")
        #expect(try await World.told("menu.changed") == told)
    }

    @Test
    func `an import tells what is sold out by it`() async throws {
        let world = try World()
        let content =
            "{\"branches\": {\"miraflores\": {\"soldOut\": [{\"item\": \"CEV-1\"}]}},"
            + (await exported("JSON", by: world)).dropFirst()

        let answer = await imported(content, "JSON", by: world)

        #expect(answer.contains(#""userErrors":[]"#), "\(answer)")
        #expect(try await World.told("availability.changed").contains("011 item 120"))
    }

    @Test
    func `every row's problem is told, and nothing is imported`() async throws {
        let world = try World()
        let content = """
            type,category,name,price,tax_class
            ,Sopas,Chupe,abc,
            ,Sopas,Aguadito,1.234,
            ,Sopas,Caldo,10,NONE
            """

        let dry = await imported(content, "CSV", isDryRun: true, by: world)
        let real = await imported(content, "CSV", by: world)

        #expect(dry.contains(#""menu":null"#) && dry.contains(#""userErrors":[]"#), "\(dry)")
        #expect(dry.contains(#"{"line":2,"#) && dry.contains(#"{"line":3,"#), "\(dry)")
        #expect(real.contains(World.refusal("INVALID", "content")), "\(real)")
        #expect(real.contains(#"{"line":2,"#), "\(real)")
        #expect(try await World.column("SELECT count(*)::text FROM menus") == ["3"])
    }

    @Test
    func `who reaches some branches exports their menus and imports none`() async throws {
        let world = try World()

        let shared = await world.menu(
            "menuExport", Self.menu, "content", role: "BRANCH_MANAGER", branches: [11])
        let own = await world.menu(
            "menuExport", "menuId: \"\(World.id(.menu, 101))\"", "content", role: "BRANCH_MANAGER",
            branches: [11])
        let imports = await imported("{}", "JSON", branches: [11], by: world)

        #expect(shared.contains(World.refusal("NOT_FOUND", "menuId")), "\(shared)")
        #expect(own.contains(#""userErrors":[]"#), "\(own)")
        #expect(imports.contains(World.refusal("BRANCH_OUT_OF_REACH", "branchId")), "\(imports)")
    }
}
