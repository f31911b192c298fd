import Domain
import Restaurant
import Testing

@Suite struct MenuFileTests {
    private let sol: Currency

    init() throws {
        sol = try #require(Currency(code: "PEN"))
    }

    /// What is wrong with a menu of one category with the given items, each problem as `line:column: path:
    /// message`.
    private func problems(items: String, groups: String = "{}", branches: String = "{}") -> [String] {
        problems(
            json: """
                {"format": "comanda-menu/1", "menu": {"name": "Carta"}, "branches": \(branches), \
                "modifierGroups": \(groups),
                "categories": [{"name": "Ceviches", "items": [
                \(items)
                ]}]}
                """)
    }

    private func problems(json: String) -> [String] {
        MenuFile(bytes: Array(json.utf8), form: .json).problems(currency: sol).map(\.description)
    }

    private func problems(csv: String) -> [String] {
        MenuFile(bytes: Array(csv.utf8), form: .csv).problems(currency: sol).map(\.description)
    }

    @Test(arguments: [("cevicheria-carta.json", "PEN"), ("dakshin-menu.json", "INR")])
    func `the demonstration menus have no problems`(name: String, code: String) throws {
        let file = try MenuFile(path: demoDirectory + name)

        #expect(file.problems(currency: try #require(Currency(code: code))) == [])
    }

    @Test func `every bad value is reported with its line and column, all at once`() {
        let problems = problems(
            items: """
                {"name": "Ceviche", "price": "12,50"},
                {"name": "Tiradito", "price": "30.00",
                 "spiceLevel": 4, "allergens": ["FISH", "ICE"]},
                {"price": "1.00", "nmae": "Causa"}
                """)

        #expect(
            problems == [
                "3:30: categories[0].items[0].price: \"12,50\" is not an amount: "
                    + "write digits and a point, as in 12.50",
                "5:16: categories[0].items[1].spiceLevel: must be a whole number from 0 to 3",
                "5:41: categories[0].items[1].allergens[1]: \"ICE\" is not one of "
                    + "CELERY, CRUSTACEANS, EGGS, FISH, GLUTEN, "
                    + "LUPIN, MILK, MOLLUSCS, MUSTARD, NUTS, PEANUTS, SESAME, SOYBEANS, SULPHITES",
                "6:1: categories[0].items[2]: needs \"name\"",
                "6:19: categories[0].items[2].nmae: is not a name that is known here",
            ])
    }

    @Test(arguments: [
        ("{\"a\": 1,}", "1:9: a name in quotes must stand here"),
        ("{\"a\": 1\n \"b\": 2}", "2:2: ',' or '}' must stand here"),
        ("{\"a\": 1, \"a\": 2}", "1:10: the name \"a\" stands here twice"),
        ("{\"a\": \"b", "1:7: the text that begins here does not end"),
        ("{\"ñ\": tru}", "1:7: a JSON value must stand here"),
        ("{} x", "1:4: nothing may follow the document"),
        ("", "1:1: a value is missing: the file ends here"),
        ("{\"a\": \"\\ud800\"}", "1:8: this escape is not one of JSON's"),
        ("{\"a\": \"\\u0000\"}", "1:8: this escape is not one of JSON's"),
    ])
    func `a text that is no JSON is refused where it ceases to be`(json: String, problem: String) {
        #expect(problems(json: json) == [problem])
    }

    @Test func `JSON nested too deep is refused and does not exhaust the stack`() {
        let deep = String(repeating: "[", count: 100_000)

        #expect(problems(json: deep) == ["1:65: lists and objects nest to 64 levels"])
    }

    @Test func `bytes that are not UTF-8 are refused`() {
        let file = MenuFile(bytes: [0x7B, 0xFF, 0x7D], form: .json)

        #expect(file.problems(currency: sol).map(\.message) == ["the file is not UTF-8"])
    }

    @Test func `an unknown group and a SKU used twice are reported`() {
        let problems = problems(
            items: """
                {"name": "Ceviche", "price": "1", "sku": "A", "modifierGroups": ["size"]},
                {"name": "Causa", "price": "1", "sku": "A"}
                """)

        #expect(
            problems == [
                "3:1: Ceviche: there is no modifier group \"size\"",
                "4:1: Causa: the SKU \"A\" is used twice",
            ])
    }

    @Test func `groups that open each other are reported`() {
        let problems = problems(
            items: "",
            groups: """
                {"a": {"name": "A", "modifiers": [{"name": "x", "childGroups": ["b"]}]},
                 "b": {"name": "B", "modifiers": [{"name": "y", "childGroups": ["a"]}]},
                 "c": {"name": "C", "modifiers": [{"name": "z"}]}}
                """)

        #expect(
            problems.map { $0.split(separator: ": ", maxSplits: 1)[1] } == [
                "a: this modifier group opens itself, directly or through others",
                "b: this modifier group opens itself, directly or through others",
            ])
    }

    @Test(arguments: [(8, 0), (9, 1)])
    func `groups nest to eight levels`(depth: Int, problemCount: Int) {
        let groups = (1...depth).map { level in
            let child = level < depth ? "\"g\(level + 1)\"" : ""
            return
                "\"g\(level)\": {\"name\": \"G\", "
                + "\"modifiers\": [{\"name\": \"m\", \"childGroups\": [\(child)]}]}"
        }

        #expect(problems(items: "", groups: "{\(groups.joined(separator: ","))}").count == problemCount)
    }

    @Test(arguments: [
        "{\"name\": \"G\", \"min\": 2, \"max\": 1, \"modifiers\": [{\"name\": \"a\"}, {\"name\": \"b\"}]}",
        "{\"name\": \"G\", \"max\": 1, \"freeQuantity\": 2}",
        "{\"name\": \"G\", \"perOptionMax\": 2}", "{\"name\": \"G\", \"min\": 1, \"modifiers\": []}",
    ])
    func `contradictory limits of a group are refused`(group: String) {
        #expect(problems(items: "", groups: "{\"g\": \(group)}").count == 1)
    }

    @Test func `an override of what the menu does not have is reported`() {
        let problems = problems(
            items: "", branches: "{\"barranco\": {\"overrides\": [{\"item\": \"X\", \"price\": \"1\"}]}}")

        #expect(problems.count == 1)
        #expect(problems.first?.contains("there is no item with the SKU \"X\"") == true)
    }

    @Test func `a table is read with groups, nested categories, hours and translations`() {
        let problems = problems(
            csv: #"""
                type,category,group,name,name:en,sku,price,groups,min,max,default,days,from,to
                menu,,,Carta,Menu,,,,,,,,,
                group,,size,Tamaño,Size,,,,1,1,,,,
                modifier,,size,"Vaso ""grande""",Glass,,,,,,yes,,,
                category,Bebidas > Refrescos,,,Soft drinks,,,,,,,MON|TUE,12:00,22:00
                ,Bebidas > Refrescos,,"Chicha
                morada",Purple corn drink,BEB-01,9.00,size,,,,,,
                """#)

        #expect(problems == [])
    }

    @Test func `a bad cell of a table is reported with its line and column`() {
        let problems = problems(
            csv: """
                category,name,price,spice_level
                Ceviches,"Ceviche
                mixto",46.00,9
                Ceviches,Tiradito,S/ 30,
                """)

        #expect(
            problems == [
                "2:4: categories[0].items[0].spiceLevel: must be a whole number from 0 to 3",
                "4:3: categories[0].items[1].price: \"S/ 30\" is not an amount: "
                    + "write digits and a point, as in 12.50",
            ])
    }

    @Test(arguments: [
        ("name,colour\nx,y", "1:2: colour: is not a column that is known here"),
        ("name,name\nx,y", "1:2: name: this column stands here twice"),
        ("category,name,price\nA,x,1,2", "2:1: has 4 cells, the header has 3"),
        ("category,name,price\nA,\"x,1", "2:1: the quotation that begins here does not end"),
        (
            "type,category,name,price\ndrink,A,x,1",
            "2:1: type: must be menu, category, item, group or modifier"
        ),
        ("category,name,price\n,x,1", "2:1: category: must name a category, as in Drinks > Juices"),
        (
            "type,group,name\nmodifier,size,x",
            "2:2: group: there is no row of type group with the key \"size\" above"
        ),
        ("type,category,name,min\nitem,A,x,1", "2:4: min: has no meaning in a row of type item"),
        ("", "1:1: the file is empty"),
    ])
    func `a table of another form is refused`(csv: String, problem: String) {
        #expect(problems(csv: csv) == [problem])
    }

    @Test(arguments: [
        "\u{FEFF}category,name,price\r\nA,x,1\r\n", "category;name;price\nA;x;1",
        "category\tname\tprice\nA\tx\t1",
    ])
    func `a table as spreadsheets write it is read`(csv: String) {
        #expect(problems(csv: csv) == [])
    }
}
