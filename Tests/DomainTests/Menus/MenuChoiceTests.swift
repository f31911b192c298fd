import Domain
import Testing

/// Choices along a menu three levels deep: a burger, its patty, how it is done, and the sauce on the side.
@Suite struct MenuChoiceTests {
    private typealias Fault = ChoiceFault<String>

    private static let catalogue: [String: OfferedGroup<String>] = [
        "patty": OfferedGroup(
            min: 1, max: 2, allowQuantity: true, perOptionMax: 2,
            modifiers: [
                option("beef", 500, groups: ["doneness"]), option("bean", 300, groups: []),
                option("duck", 900, isAvailable: false),
            ]),
        "doneness": OfferedGroup(
            min: 1, max: 1, modifiers: [option("rare", 0, groups: ["side"]), option("done", 0)]),
        "side": OfferedGroup(min: 1, max: 1, modifiers: [option("salt", 10), option("butter", 20)]),
        "sauce": OfferedGroup(
            max: 3, freeQuantity: 1, modifiers: [option("mayo", 50), option("hot", 70), option("ajo", 60)]),
        "coffee": OfferedGroup(modifiers: [option("decaf", 0)]),
    ]

    private static func option(
        _ id: String, _ price: Int64, isAvailable: Bool = true, default quantity: Int? = nil,
        groups: [String] = []
    ) -> OfferedModifier<String> {
        OfferedModifier(
            id: id, price: MenuPrice(baseMinor: price), isAvailable: isAvailable, defaultQuantity: quantity,
            groups: groups)
    }

    private var burger: OfferedItem<String> {
        OfferedItem(
            id: "burger", price: MenuPrice(baseMinor: 1000),
            groups: [GroupLink("patty"), GroupLink("sauce")],
            catalogue: Self.catalogue)
    }

    private func choice(
        _ group: String, _ modifier: String, times quantity: Int = 1, _ below: MenuChoice<String>...
    ) -> MenuChoice<String> {
        MenuChoice(group: group, modifier: modifier, quantity: quantity, choices: below)
    }

    private func faults(_ choices: MenuChoice<String>..., in item: OfferedItem<String>? = nil) -> [Fault] {
        do throws(InvalidChoices<String>) {
            _ = try (item ?? burger).selected(choices)
            return []
        } catch {
            return error.faults
        }
    }

    private var rare: MenuChoice<String> {
        choice("patty", "beef", choice("doneness", "rare", choice("side", "salt")))
    }

    @Test func `valid choices come back in the order of the menu, ready to be priced`() throws {
        let groups = try burger.selected([
            choice("sauce", "hot"), choice("sauce", "mayo"),
            choice("patty", "beef", times: 2, choice("doneness", "rare", choice("side", "butter"))),
        ])

        #expect(groups.map(\.id) == ["patty", "sauce"])
        #expect(groups[0].modifiers[0].groups[0].modifiers[0].groups[0].modifiers.map(\.id) == ["butter"])
        let line = BillLine(quantity: .one, price: burger.price, groups: groups.map(\.chosen))
        // 10.00 + 2 × (5.00 + 0.20) + hot sauce, the cheaper mayonnaise free.
        #expect(try Bill(pricesIncludeTax: true, lines: [line]).priced().totalMinor == 2110)
    }

    @Test func `case 4: what is missing on the third level is one fault that names the way`() {
        let missing = choice("patty", "beef", choice("doneness", "rare"))

        #expect(
            faults(missing) == [
                Fault(
                    .tooFew(min: 1, chosen: 0),
                    at: [
                        .group("patty"), .modifier("beef"), .group("doneness"), .modifier("rare"),
                        .group("side"),
                    ])
            ])
    }

    @Test func `case 4: a choice below what was not chosen is refused`() {
        let unreachable = choice("patty", "bean", choice("doneness", "done"))

        #expect(
            faults(unreachable) == [
                Fault(
                    .groupNotAsked,
                    at: [.group("patty"), .modifier("bean"), .group("doneness"), .modifier("done")])
            ])
    }

    @Test func `case 4: a modifier of another item's group is refused`() {
        #expect(
            faults(rare, choice("coffee", "decaf")) == [
                Fault(.groupNotAsked, at: [.group("coffee"), .modifier("decaf")])
            ])
        #expect(
            faults(rare, choice("sauce", "decaf")) == [
                Fault(.modifierNotInGroup, at: [.group("sauce"), .modifier("decaf")])
            ])
    }

    @Test func `what is not chosen asks nothing`() {
        #expect(faults(choice("patty", "bean")).isEmpty)
    }

    @Test func `a group's limits count quantities`() {
        #expect(
            faults(choice("patty", "bean", times: 2), rare) == [
                Fault(.tooMany(max: 2, chosen: 3), at: [.group("patty")])
            ])
        #expect(faults() == [Fault(.tooFew(min: 1, chosen: 0), at: [.group("patty")])])
    }

    @Test func `an item's own limits stand before the group's`() {
        var item = burger
        item.groups = [GroupLink("patty", min: 0, max: 1), GroupLink("sauce", min: 1)]

        #expect(faults(choice("sauce", "mayo"), in: item).isEmpty)
        #expect(
            faults(choice("patty", "bean", times: 2), in: item) == [
                Fault(.tooMany(max: 1, chosen: 2), at: [.group("patty")]),
                Fault(.tooFew(min: 1, chosen: 0), at: [.group("sauce")]),
            ])
    }

    @Test(arguments: [0, -1, 3, .max, .min])
    func `a quantity outside of a modifier's range is refused`(quantity: Int) {
        let found = faults(rare, choice("sauce", "mayo"), choice("patty", "bean", times: quantity))

        #expect(
            found.contains(Fault(.quantityOutOfRange(max: 2), at: [.group("patty"), .modifier("bean")])))
    }

    @Test func `where quantities are not allowed one is all`() {
        #expect(
            faults(rare, choice("sauce", "mayo", times: 2)) == [
                Fault(.quantityOutOfRange(max: 1), at: [.group("sauce"), .modifier("mayo")])
            ])
    }

    @Test func `a modifier that is named twice is refused`() {
        #expect(
            faults(rare, choice("sauce", "mayo"), choice("sauce", "mayo")) == [
                Fault(.repeated, at: [.group("sauce"), .modifier("mayo")])
            ])
    }

    @Test func `case 16: what is sold out is refused by name`() {
        var item = burger
        item.isAvailable = false

        #expect(
            faults(choice("patty", "duck")) == [
                Fault(.unavailable, at: [.group("patty"), .modifier("duck")])
            ])
        #expect(faults(rare, in: item) == [Fault(.unavailable, at: [])])
    }

    @Test func `all that is wrong is told at once`() {
        let found = faults(choice("patty", "duck"), choice("sauce", "ketchup"), choice("tea", "green"))

        #expect(found.map(\.reason) == [.unavailable, .modifierNotInGroup, .groupNotAsked])
    }

    @Test func `a group that is off the card asks nothing and takes nothing`() {
        var item = burger
        item.catalogue["patty"] = nil

        #expect(faults(choice("sauce", "mayo"), in: item).isEmpty)
        #expect(faults(choice("patty", "bean"), in: item).map(\.reason) == [.groupNotAsked])
    }

    @Test func `choices deeper than menus go are refused, also on a menu that is a circle`() {
        var item = burger
        item.groups = [GroupLink("loop")]
        item.catalogue["loop"] = OfferedGroup(modifiers: [
            Self.option("again", 1, default: 1, groups: ["loop"])
        ])
        func nested(_ depth: Int) -> MenuChoice<String> {
            (1..<depth).reduce(choice("loop", "again")) { below, _ in choice("loop", "again", below) }
        }

        #expect(faults(nested(8), in: item).isEmpty)
        #expect(faults(nested(9), in: item).map(\.reason) == [.tooDeep])
        #expect(faults(nested(500), in: item).map(\.reason) == [.tooDeep])
        #expect(item.defaultChoices().count == 1)
    }

    @Test func `case 6: a default that costs something shows its price in the preview`() throws {
        var item = burger
        item.catalogue["sauce"]?.freeQuantity = 0
        item.catalogue["sauce"]?.modifiers[1].defaultQuantity = 1
        item.catalogue["patty"]?.modifiers[0].defaultQuantity = 2
        item.catalogue["doneness"]?.modifiers[1].defaultQuantity = 1

        let groups = try item.selected(item.defaultChoices())
        let line = BillLine(quantity: .one, price: item.price, groups: groups.map(\.chosen))

        #expect(try Bill(pricesIncludeTax: true, lines: [line]).priced().totalMinor == 1000 + 2 * 500 + 70)
    }

    @Test func `groups that open each other many times over have a limit of defaults`() {
        var item = burger
        item.groups = [GroupLink("g0")]
        for level in 0..<8 {
            let below = level < 7 ? ["g\(level + 1)"] : []
            item.catalogue["g\(level)"] = OfferedGroup(
                modifiers: (0..<10).map { Self.option("m\($0)", 1, default: 1, groups: below) })
        }
        func count(_ choices: [MenuChoice<String>]) -> Int {
            choices.reduce(0) { $0 + 1 + count($1.choices) }
        }

        #expect(count(item.defaultChoices()) == OfferedItem<String>.defaultChoicesMax)
    }

    @Test func `defaults stay within their groups, and leave out what is sold out`() {
        var item = burger
        for index in 0..<3 { item.catalogue["patty"]?.modifiers[index].defaultQuantity = 5 }
        for index in 0..<3 { item.catalogue["sauce"]?.modifiers[index].defaultQuantity = 1 }
        item.catalogue["sauce"]?.modifiers[0].isAvailable = false

        let defaults = item.defaultChoices().map { "\($0.modifier) \($0.quantity)" }

        #expect(defaults == ["beef 2", "hot 1", "ajo 1"])
    }
}
