/// What a coupon gives, and where, when and to whom it gives it.
public struct CouponTerms<ID: Hashable & Sendable>: Sendable {
    /// Coupons of one order at most: more than any house lets stack.
    public static var countOfOrderMax: Int { 5 }

    /// What is taken off.
    public var benefit: Discount.Value
    /// What the lines in scope must cost together, before any discount.
    public var minimumMinor: Int64 = 0
    /// The currency of its amounts: it holds where the branch's is the same.
    public var currency: String
    /// The items that it is taken off; with ``categories``, all when both are empty.
    public var items: Set<ID> = []
    /// The categories that it is taken off, with all that stands below them.
    public var categories: Set<ID> = []
    /// The branches in which it holds; all when empty.
    public var branches: Set<ID> = []
    /// The types of orders for which it holds; all when empty.
    public var orderTypes: Set<OrderType> = []
    /// Whether it is switched on.
    public var isActive = true
    /// From when it holds, in seconds since 1970.
    public var validFrom: Int64?
    /// From when it holds no more, in seconds since 1970.
    public var validUntil: Int64?
    /// On which days and at which hours it holds, by the branch's clocks.
    public var hours = SaleHours()
    /// Coupons of one group exclude each other; one without a group goes together with none.
    public var stackingGroup: String?
    /// How often it may be used; without limit when nil.
    public var useMax: Int64?
    /// How often it was used.
    public var usedCount: Int64 = 0
    /// How often one customer may use it; without limit when nil.
    public var customerUseMax: Int64?

    /// Terms that hold everywhere and always.
    public init(_ benefit: Discount.Value, currency: String) {
        self.benefit = benefit
        self.currency = currency
    }

    /// An order that a coupon is held against.
    public struct Setting: Sendable {
        /// Where it is ordered.
        public var branch: ID
        /// In what it is paid.
        public var currency: String
        /// Where it goes.
        public var type: OrderType
        /// When, in seconds since 1970.
        public var nowSeconds: Int64
        /// When, by the branch's clocks.
        public var moment: LocalMoment
        /// How often its customer has used the coupon; nil without a customer.
        public var customerUsedCount: Int64?

        /// An order.
        public init(
            branch: ID, currency: String, type: OrderType, nowSeconds: Int64, moment: LocalMoment,
            customerUsedCount: Int64? = nil
        ) {
            self.branch = branch
            self.currency = currency
            self.type = type
            self.nowSeconds = nowSeconds
            self.moment = moment
            self.customerUsedCount = customerUsedCount
        }
    }

    /// What of a line decides whether it is in scope.
    public struct Line: Sendable {
        /// The item.
        public var item: ID
        /// Its category and all above that.
        public var categories: Set<ID>

        /// A line.
        public init(item: ID, categories: Set<ID>) {
            self.item = item
            self.categories = categories
        }
    }

    /// Why it does not hold for an order, whatever is ordered; nil when it does.
    public func problem(in setting: Setting) -> CouponProblem? {
        guard isActive else { return .inactive }
        if let validFrom, setting.nowSeconds < validFrom { return .notStarted }
        if let validUntil, setting.nowSeconds >= validUntil { return .expired }
        guard setting.currency == currency, branches.isEmpty || branches.contains(setting.branch) else {
            return .otherBranch
        }
        guard orderTypes.isEmpty || orderTypes.contains(setting.type) else { return .otherOrderType }
        guard hours.contains(setting.moment) else { return .otherHours }
        if let useMax, usedCount >= useMax { return .usedUp }
        if let customerUseMax {
            guard let used = setting.customerUsedCount else { return .customerNeeded }
            guard used < customerUseMax else { return .usedByCustomer }
        }
        return nil
    }

    /// What it takes off lines, by their positions; nil where none is in scope.
    public func discount(on lines: [Line]) -> Discount? {
        guard !items.isEmpty || !categories.isEmpty else {
            return lines.isEmpty ? nil : Discount(benefit, minimumMinor: minimumMinor)
        }
        let meant = lines.indices.filter { index in
            items.contains(lines[index].item) || !categories.isDisjoint(with: lines[index].categories)
        }
        return meant.isEmpty ? nil : Discount(benefit, on: .lines(meant), minimumMinor: minimumMinor)
    }

    /// For each of several coupons, in the order in which they came, whether it goes together with those
    /// before it.
    public static func stack(_ groups: [String?]) -> [Bool] {
        var taken: [String?] = []
        return groups.map { group in
            let stacks = taken.isEmpty || group != nil && !taken.contains(group) && !taken.contains(nil)
            if stacks { taken.append(group) }
            return stacks
        }
    }
}
