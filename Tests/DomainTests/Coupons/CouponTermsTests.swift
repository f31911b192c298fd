import Domain
import TestSupport
import Testing

@Suite struct CouponTermsTests {
    private typealias Terms = CouponTerms<Int>

    private let fixed = Terms(.amount(minor: 100), currency: "PEN")

    /// Monday, 2026-03-02, at an hour of the branch's clocks.
    private func setting(
        hour: Int = 12, now: Int64 = 1_772_454_600, type: OrderType = .dineIn, branch: Int = 1,
        currency: String = "PEN", used: Int64? = nil
    ) throws -> Terms.Setting {
        Terms.Setting(
            branch: branch, currency: currency, type: type, nowSeconds: now,
            moment: LocalMoment(
                date: try #require(LocalDate(year: 2026, month: 3, day: 2)),
                time: try #require(LocalTime(hour: hour, minute: 0))), customerUsedCount: used)
    }

    @Test func `terms that say nothing hold always and everywhere`() throws {
        #expect(fixed.problem(in: try setting()) == nil)
        #expect(fixed.discount(on: [Terms.Line(item: 1, categories: [])]) == Discount(.amount(minor: 100)))
        #expect(fixed.discount(on: []) == nil)
    }

    @Test func `the window begins with its first second and ends before its last`() throws {
        var terms = fixed
        (terms.validFrom, terms.validUntil) = (100, 200)

        let problems = try [99, 100, 199, 200].map { terms.problem(in: try setting(now: $0)) }

        #expect(problems == [.notStarted, nil, nil, .expired])
    }

    @Test func `days and hours are the branch's`() throws {
        var terms = fixed
        let begin = try #require(LocalTime(hour: 22, minute: 0))
        let end = try #require(LocalTime(hour: 2, minute: 0))
        terms.hours = SaleHours(weekdayMask: 0b000_0001, window: .init(begin: begin, end: end))

        let problems = try [1, 12, 22].map { terms.problem(in: try setting(hour: $0)) }

        // 01:00 on Monday belongs to Sunday's night.
        #expect(problems == [.otherHours, .otherHours, nil])
    }

    @Test func `branch, currency, type and switch are asked`() throws {
        var terms = fixed
        terms.branches = [1]
        terms.orderTypes = [.takeaway]

        #expect(terms.problem(in: try setting(type: .takeaway)) == nil)
        #expect(terms.problem(in: try setting()) == .otherOrderType)
        #expect(terms.problem(in: try setting(type: .takeaway, branch: 2)) == .otherBranch)
        #expect(terms.problem(in: try setting(type: .takeaway, currency: "INR")) == .otherBranch)
        terms.isActive = false
        #expect(terms.problem(in: try setting(type: .takeaway)) == .inactive)
    }

    @Test func `limits are for all, and for each customer`() throws {
        var terms = fixed
        terms.useMax = 2
        terms.usedCount = 1
        terms.customerUseMax = 1

        #expect(terms.problem(in: try setting()) == .customerNeeded)
        #expect(terms.problem(in: try setting(used: 0)) == nil)
        #expect(terms.problem(in: try setting(used: 1)) == .usedByCustomer)
        terms.usedCount = 2
        #expect(terms.problem(in: try setting(used: 0)) == .usedUp)
    }

    @Test func `a scope is items, and categories with all below them`() {
        var terms = fixed
        terms.items = [1]
        terms.categories = [20]
        terms.minimumMinor = 500
        let lines = [
            Terms.Line(item: 1, categories: [30]), Terms.Line(item: 2, categories: [30]),
            Terms.Line(item: 3, categories: [21, 20]),
        ]

        #expect(
            terms.discount(on: lines)
                == Discount(.amount(minor: 100), on: .lines([0, 2]), minimumMinor: 500))
        #expect(terms.discount(on: [lines[1]]) == nil)
    }

    @Test(
        arguments: [
            ([nil, nil], [true, false]), (["a", "b", "a"], [true, true, false]),
            (["a", nil, "b"], [true, false, true]), ([nil, "a"], [true, false]), ([], []),
        ] as [([String?], [Bool])])
    func `coupons of one group exclude each other, one without goes together with none`(
        _ groups: [String?], _ stacks: [Bool]
    ) {
        #expect(Terms.stack(groups) == stacks)
    }

    @Test(arguments: [
        (" hola20 ", "HOLA20"), ("A-B_9", "A-B_9"), ("ab", nil), ("año20", nil), ("", nil), ("a b", nil),
        (String(repeating: "x", count: 33), nil),
    ])
    func `a code is what is printed, however it is typed in`(_ typed: String, _ code: String?) {
        #expect(CouponCode(typed)?.text == code)
    }

    @Test func `what a coupon takes off lines sums to what it takes off the bill`() throws {
        for seed in 1...500 as ClosedRange<UInt64> {
            var generator = SeededGenerator(seed: seed)
            let count = Int.random(in: 1...6, using: &generator)
            var bill = try RandomBill.make(seed: seed)
            bill.lines = Array(bill.lines.prefix(count))
            let share = try #require(BasisPoints(Int.random(in: 1...10_000, using: &generator)))
            var terms = Terms(.percent(share, capMinor: 700), currency: "PEN")
            if generator.once(in: 2) { terms.items = [0, 2] }
            let lines = bill.lines.indices.map { Terms.Line(item: $0, categories: []) }
            guard let discount = terms.discount(on: lines) else { continue }
            bill.discounts = [discount]
            guard let priced = try? bill.priced() else { continue }

            let shares = priced.lines.map { $0.discountMinors[0] }
            #expect(shares.reduce(0, +) == priced.discountMinor, "seed \(seed)")
            #expect(priced.discountMinor <= 700, "seed \(seed)")
            if !terms.items.isEmpty {
                #expect(zip(lines, shares).allSatisfy { terms.items.contains($0.item) || $1 == 0 })
            }
        }
    }
}
