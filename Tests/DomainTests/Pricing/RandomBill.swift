import Domain
import TestSupport

/// Bills as they come in a restaurant, and now and then one as they never should.
struct RandomBill {
    private var generator: SeededGenerator

    /// The bill of a seed; the same one for ever.
    static func make(seed: UInt64) throws -> Bill {
        var maker = RandomBill(generator: SeededGenerator(seed: seed))
        return try maker.bill()
    }

    private static let taxes: [[(name: String, rate: Int)]] = [
        [], [("IGV", 0)], [("IGV", 1800)], [("IGV", 1600), ("IPM", 200)], [("IPM", 200), ("IGV", 1600)],
        [("CGST", 250), ("SGST", 250)], [("VAT", 2000)], [("VAT", 1)], [("VAT", 10_000)],
        [("A", 333), ("B", 333), ("C", 334), ("D", 7)],
    ]

    private mutating func bill() throws -> Bill {
        let lineCount = generator.once(in: 20) ? number(0...40) : number(0...5)
        let lines = try (0..<lineCount).map { _ in try line() }
        return Bill(
            pricesIncludeTax: generator.once(in: 2), lines: lines,
            discounts: try (0..<generator.pick([0, 0, 1, 1, 2, 3])).map { _ in
                try discount(lineCount: lineCount)
            },
            charges: try (0..<generator.pick([0, 0, 1, 2])).map { _ in try charge() })
    }

    private mutating func line() throws -> BillLine {
        BillLine(
            quantity: try quantity(), price: MenuPrice(baseMinor: price(), branchMinor: maybe { $0.price() }),
            groups: groups(depth: 0), taxes: try taxes(),
            standing: generator.pick([.charged, .charged, .charged, .charged, .charged, .comped, .voided]))
    }

    private mutating func quantity() throws -> Quantity {
        guard generator.once(in: 6) else { return try value(Quantity(count: Int64(number(1...5)))) }
        let tenThousandths = generator.pick([1, 3333, 5000, 12_500, Int64(number(1...99_999))])
        return try value(Quantity(tenThousandths: tenThousandths))
    }

    private mutating func groups(depth: Int) -> [ChosenGroup] {
        // Deep trees are rare, as on menus; all depths that menus allow occur.
        let isLeaf = depth == ChosenModifier.depthMax || !generator.once(in: depth == 0 ? 2 : 3)
        guard !isLeaf else { return [] }
        return (0..<number(1...2)).map { _ in
            ChosenGroup(
                freeQuantity: generator.pick([0, 0, 0, 1, 2, 3, -1]),
                modifiers: (0..<number(0...3)).map { _ in
                    ChosenModifier(
                        price: MenuPrice(baseMinor: delta(), branchMinor: maybe { $0.delta() }),
                        quantity: generator.pick([1, 1, 1, 2, 3]), groups: groups(depth: depth + 1))
                })
        }
    }

    private mutating func discount(lineCount: Int) throws -> Discount {
        let share = try value(BasisPoints(generator.pick([0, 1, 500, 1000, 2000, 3333, 5000, 10_000])))
        let portions = try value(FreePortions(free: number(1...3), paid: generator.pick([0, 0, 1, 1, 2, 7])))
        return Discount(
            generator.pick([
                .percent(share, capMinor: maybe { $0.price() }),
                .amount(minor: price()),
                .portions(portions, capMinor: maybe { $0.price() }),
            ]),
            on: lineCount > 0 && generator.once(in: 2)
                ? .lines((0..<number(1...3)).map { _ in number(0...lineCount - 1) }) : .bill,
            minimumMinor: generator.pick([0, 0, 0, price()]))
    }

    private mutating func charge() throws -> Charge {
        let share = try value(BasisPoints(generator.pick([0, 500, 1000, 1250, 10_000])))
        return Charge(
            generator.once(in: 2) ? .percent(share) : .amount(minor: price()),
            taxes: generator.once(in: 2) ? [] : try taxes())
    }

    private mutating func taxes() throws -> [TaxComponent] {
        try generator.pick(Self.taxes).map {
            TaxComponent(name: $0.name, rate: try value(BasisPoints($0.rate)))
        }
    }

    /// Small numbers and repeated ones too: they make halves and equal remainders.
    private mutating func price() -> Int64 {
        switch number(0...30) {
        case 0: 0
        case 1...6: Int64(number(1...12))
        case 7...9: generator.pick([801, 5555, 333, 100])
        case 10: Int64.random(in: 0...1_000_000_000_000, using: &generator)
        default: Int64(number(1...20_000))
        }
    }

    private mutating func delta() -> Int64 {
        generator.once(in: 12) ? -Int64(number(1...300)) : generator.once(in: 3) ? 0 : price() / 4
    }

    private mutating func maybe(_ make: (inout RandomBill) -> Int64) -> Int64? {
        guard generator.once(in: 5) else { return nil }
        return make(&self)
    }

    private mutating func number(_ range: ClosedRange<Int>) -> Int {
        Int.random(in: range, using: &generator)
    }

    /// What a failable initialiser made of a sound value.
    private func value<Value>(_ value: Value?) throws -> Value {
        guard let value else { throw Unsound() }
        return value
    }

    /// A value here is none.
    struct Unsound: Error {}
}
