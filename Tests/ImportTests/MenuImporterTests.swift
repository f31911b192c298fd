import Postgres
import Restaurant
import TestSupport
import Testing

@Suite(.database(.oneOrganization)) struct MenuImporterTests {
    private let importer = MenuImporter(identifiers: .random(unixMilliseconds: 1_700_000_000_000))

    /// A menu with one group of everything; the parts that tests change have names.
    private func menu(
        price: String = "42.50", taxClass: String = "IGV",
        modifiers: String = "{\"name\": \"Small\", \"isDefault\": true}",
        translation: String = "\"en\": {\"name\": \"Fish ceviche\"}", second: String = "",
        branches: String = "{}"
    ) -> MenuFile {
        MenuFile(
            bytes: Array(
                """
                {"format": "comanda-menu/1", "menu": {"name": "Carta"},
                 "modifierGroups": {
                  "size": {"name": "Size", "min": 1, "max": 1, "modifiers": [\(modifiers)]},
                  "ice": {"name": "Ice", "modifiers": [{"name": "No ice"}]}},
                 "categories": [{"name": "Ceviches", \
                 "schedules": [{"days": ["MON"], "from": "22:00", "to": "02:00"}],
                  "items": [{"name": "Ceviche", "sku": "C1", "price": "\(price)", "taxClass": "\(taxClass)",
                   "allergens": ["FISH"], "modifierGroups": ["size"], \
                   "translations": {\(translation)}}\(second)]}],
                 "branches": \(branches)}
                """.utf8), form: .json)
    }

    private func run(_ file: MenuFile, importer: MenuImporter? = nil) async throws -> MenuImportReport {
        try await TestDatabase.current.connected { connection in
            try await (importer ?? self.importer).run(file, branchCode: "AA-LIMA", on: connection)
        }
    }

    /// The descriptions of the problems with which an import is refused.
    private func refusal(_ file: MenuFile) async throws -> [String] {
        do {
            _ = try await run(file)
        } catch let error as MenuImportError {
            return "\(error)".split(separator: "\n").map(String.init)
        }
        return []
    }

    @Test func `an import by command is told in the branch, and one that changes nothing is not`()
        async throws
    {
        _ = try await run(menu())
        _ = try await run(menu())

        #expect(
            try await TestDatabase.current.texts(
                "SELECT concat_ws(' ', right(branch_id::text, 1), type, entity_kind) FROM events")
                == ["b menu.changed menu"])
    }

    @Test func `a file becomes rows with exact amounts, links, hours and texts`() async throws {
        let report = try await run(menu())

        let database = try TestDatabase.current
        #expect(report.counts.filter { $0.table == "menu_items" }.map(\.created) == [1])
        #expect(
            try await database.texts(
                """
                SELECT concat_ws(' ', item.name, price_minor, item.currency, item.allergens::text, code,
                    weekday_mask, starts_at, value, modifier.name, is_default)
                FROM menu_items AS item JOIN menu_categories AS category ON category.id = category_id
                JOIN tax_classes ON tax_classes.id = tax_class_id
                JOIN menu_schedules AS schedule ON schedule.category_id = category.id
                JOIN translations ON entity_id = item.id
                JOIN item_modifier_groups AS link ON link.item_id = item.id
                JOIN modifiers AS modifier ON modifier.group_id = link.group_id
                """) == ["Ceviche 4250 PEN {FISH} IGV 1 22:00:00 Fish ceviche Small t"])
        #expect(
            try await database.texts(
                "SELECT slug FROM menu_branches JOIN branches ON branches.id = branch_id") == ["lima"])
    }

    @Test func `importing the same file again changes nothing`() async throws {
        _ = try await run(
            menu(branches: "{\"lima\": {\"overrides\": [{\"item\": \"C1\", \"price\": \"50\"}]}}"))

        let again = try await run(
            menu(branches: "{\"lima\": {\"overrides\": [{\"item\": \"C1\", \"price\": \"50\"}]}}"))

        #expect(again.isUnchanged)
        #expect(try await TestDatabase.current.texts("SELECT DISTINCT version FROM menu_items") == ["1"])
    }

    @Test func `importing a changed file changes rows in place`() async throws {
        _ = try await run(menu())
        let before = try await TestDatabase.current.texts("SELECT id FROM menu_items")

        let report = try await run(menu(price: "45"))

        #expect(report.counts.filter { $0.updated > 0 }.map(\.table) == ["menu_items"])
        #expect(try await TestDatabase.current.texts("SELECT id FROM menu_items") == before)
        #expect(
            try await TestDatabase.current.texts("SELECT price_minor || ' ' || version FROM menu_items") == [
                "4500 2"
            ])
    }

    @Test func `links and translations that the file no longer has are removed`() async throws {
        _ = try await run(
            menu(modifiers: "{\"name\": \"Small\", \"childGroups\": [\"ice\"]}"))
        #expect(try await TestDatabase.current.texts("SELECT count(*) FROM modifier_child_groups") == ["1"])

        let report = try await run(menu(translation: ""))

        #expect(
            report.counts.filter { $0.removed > 0 }.map(\.table) == ["modifier_child_groups", "translations"])
        #expect(try await TestDatabase.current.texts("SELECT count(*) FROM translations") == ["0"])
    }

    @Test(arguments: [(false, ["Ceviche", "Causa"]), (true, ["Ceviche"])])
    func `an item that the file no longer has stays, unless the import takes it off`(
        archivesAbsent: Bool, names: [String]
    ) async throws {
        _ = try await run(menu(second: ", {\"name\": \"Causa\", \"sku\": \"C2\", \"price\": \"20\"}"))

        let importer = MenuImporter(identifiers: .random(unixMilliseconds: 1), archivesAbsent: archivesAbsent)
        _ = try await run(menu(), importer: importer)

        let live = try await TestDatabase.current.texts(
            "SELECT name FROM menu_items WHERE deleted_at IS NULL ORDER BY sku")
        #expect(live == names)
    }

    @Test func `a tax class or branch that is not there is reported with its line, and nothing is written`()
        async throws
    {
        let problems = try await refusal(
            menu(taxClass: "VAT", branches: "{\"paris\": {}, \"pune\": {}}"))

        #expect(
            problems == [
                "6:13: Ceviche: there is no tax class \"VAT\"",
                "8:24: paris: there is no such branch in this organization",
                "8:36: pune: this branch takes INR",
            ])
        #expect(try await TestDatabase.current.texts("SELECT count(*) FROM menus") == ["0"])
    }

    @Test func `one bad row keeps all others out`() async throws {
        let problems = try await refusal(menu(second: ", {\"name\": \"Causa\", \"price\": \"cheap\"}"))

        #expect(problems.count == 1)
        #expect(try await TestDatabase.current.texts("SELECT count(*) FROM menu_categories") == ["0"])
    }

    @Test func `overrides and sold-out marks belong to the branch that is named`() async throws {
        _ = try await run(
            menu(
                branches: """
                    {"lima": {"overrides": [{"item": "C1", "price": "50"},
                      {"group": "size", "modifier": "Small", "price": "-2.50"}],
                     "soldOut": [{"item": "C1", "reason": "No fish", "until": "2027-01-01T00:00:00Z"},
                      {"group": "size", "modifier": "Small", "remainingQuantity": 3}]}}
                    """))

        let database = try TestDatabase.current
        #expect(
            try await database.texts("SELECT price_minor FROM branch_overrides ORDER BY 1") == [
                "-250", "5000",
            ])
        #expect(
            try await database.texts(
                "SELECT coalesce(reason, remaining_quantity::text) FROM availability_blocks ORDER BY 1")
                == ["3.0000", "No fish"])
    }

    @Test func `an unknown branch is refused by its code`() async throws {
        await #expect {
            try await TestDatabase.current.connected { connection in
                try await importer.run(menu(), branchCode: "nowhere", on: connection)
            }
        } throws: { error in
            "\(error)" == "there is no branch with the code \"nowhere\""
        }
    }

    @Test func `a table gives the rows that the JSON form gives`() async throws {
        let csv = """
            type,category,group,name,name:en,sku,price,tax_class,allergens,groups,min,max,default,days,from,to
            menu,,,Carta,,,,,,,,,,,,
            group,,size,Size,,,,,,,1,1,,,,
            modifier,,size,Small,,,,,,,,,yes,,,
            group,,ice,Ice,,,,,,,,,,,,
            modifier,,ice,No ice,,,,,,,,,,,,
            category,Ceviches,,,,,,,,,,,,MON,22:00,02:00
            item,Ceviches,,Ceviche,Fish ceviche,C1,42.50,IGV,FISH,size,,,,,,
            """
        _ = try await run(menu())

        let report = try await run(MenuFile(bytes: Array(csv.utf8), form: .csv))

        #expect(report.isUnchanged)
    }
}
