internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// The prices of carts as they are read: what is stored, held against what the branch offers at this moment.
///
/// Worked out once in an operation for all carts of a level, in two packets: the carts, then the offers of
/// their branches.
enum CartPrices {
    static let subtotal = total("Cart.subtotal") { $0.subtotalMinor }
    static let discount = total("Cart.discount") { $0.discountMinor }
    static let charge = total("Cart.charge") { $0.chargeMinor }
    static let tax = total("Cart.tax") { $0.taxMinor }
    static let total = total("Cart.total") { $0.totalMinor }

    static let changes = ComputedLoader.many("CartChange.ofCart") {
        (reads) async throws(LoadError) -> [[[[UInt8]?]]] in
        let carts = try await priced(reads)
        return reads.keys.map { key in
            carts[uuid(key.first)]?.changes.map(\.row) ?? []
        }
    }

    static let taxes = ComputedLoader.many("TaxAmount.ofCart") {
        (reads) async throws(LoadError) -> [[[[UInt8]?]]] in
        let carts = try await priced(reads)
        return reads.keys.map { key in carts[uuid(key.first)]?.quote.taxRows ?? [] }
    }

    static let coupons = ComputedLoader.many("AppliedCoupon.ofCart") {
        (reads) async throws(LoadError) -> [[[[UInt8]?]]] in
        let carts = try await priced(reads)
        return reads.keys.map { key in
            guard let cart = carts[uuid(key.first)] else { return [] }
            return cart.quote.coupons.map { $0.row(cart.cart.currency) }
        }
    }

    static let rewards = ComputedLoader.many("AppliedReward.ofCart") {
        (reads) async throws(LoadError) -> [[[[UInt8]?]]] in
        let carts = try await priced(reads)
        return reads.keys.map { key in
            guard let cart = carts[uuid(key.first)] else { return [] }
            return cart.quote.rewards.map { $0.row(cart.cart.currency) }
        }
    }

    static let unitOfLine = ofLine("CartLine.unitPrice") { cart, line in
        [cart.money(cart.quote.unitMinor(of: line) ?? 0)]
    }

    static let totalOfLine = ofLine("CartLine.total") { cart, line in
        [cart.money(cart.quote.grossMinor(of: line))]
    }

    static let problemOfLine = ofLine("CartLine.problem") { _, line in
        line.problems.prefix(1).map { [Array($0.kind.rawValue.utf8), Array($0.message.utf8)] }
    }

    /// One of a cart's sums; nothing is charged for what has no price.
    private static func total(
        _ name: String, _ amount: @escaping @Sendable (PricedBill) -> Int64
    ) -> Loader {
        ComputedLoader.one(name) { (reads) async throws(LoadError) -> [[[[UInt8]?]]] in
            let carts = try await priced(reads)
            return reads.keys.map { key in
                guard let cart = carts[uuid(key.first)] else { return [] }
                return [cart.money(cart.quote.priced.map(amount) ?? 0)]
            }
        }
    }

    /// What is told of one line, whose key is its cart and itself.
    private static func ofLine(
        _ name: String, _ rows: @escaping @Sendable (PricedCart, Quote.Line) -> [[[UInt8]?]]
    ) -> Loader {
        ComputedLoader.one(name, keyCount: 2) { (reads) async throws(LoadError) -> [[[[UInt8]?]]] in
            let carts = try await priced(reads)
            return reads.keys.map { key in
                guard let cart = carts[uuid(key.first)],
                    let line = cart.line(uuid(key.dropFirst().first))
                else { return [] }
                return rows(cart, line)
            }
        }
    }

    private static func uuid(_ cell: [UInt8]??) -> UUIDBytes {
        (cell ?? nil)?.withUnsafeBytes { UUIDBytes($0) } ?? UUIDBytes(high: 0, low: 0)
    }

    /// The carts that the first parts of the keys name.
    private static func priced(
        _ reads: ComputedReads
    ) async throws(LoadError) -> [UUIDBytes: PricedCart] {
        let ids = Set(reads.keys.map { uuid($0.first) }).sorted { ($0.high, $0.low) < ($1.high, $1.low) }
        let name = "carts " + ids.map(\.description).joined(separator: " ")
        return try await reads.remembered(name) { () async throws(LoadError) -> [UUIDBytes: PricedCart] in
            let results = try await reads.read(StoredCart.reading(ids, for: reads.caller) + [clock.bind()])
            let moment = results.last?.int(0, 0) ?? 0
            return try await price(StoredCart.carts(results.dropLast()[...]), at: moment, reads)
        }
    }

    private static func price(
        _ carts: [UUIDBytes: StoredCart], at moment: Int64, _ reads: ComputedReads
    ) async throws(LoadError) -> [UUIDBytes: PricedCart] {
        let branches = Array(Set(carts.values.map(\.branch)))
        let statements = branches.flatMap { branch in
            let items = carts.values.filter { $0.branch == branch }.flatMap(\.lines).map(\.request.item)
            return [BranchTerms.finding(branch, for: reads.caller)]
                + MenuOffer.reading(Array(Set(items)), in: branch, at: moment, for: reads.caller)
        }
        guard !statements.isEmpty else { return [:] }
        let results = try await reads.read(statements)
        var priced: [UUIDBytes: PricedCart] = [:]
        let perBranch = statements.count / branches.count
        for (index, branch) in branches.enumerated() {
            let found = results[(index * perBranch)..<((index + 1) * perBranch)]
            guard let first = found.first, let terms = BranchTerms(branch, first),
                let offer = MenuOffer(found.dropFirst())
            else { continue }
            for cart in carts.values where cart.branch == branch {
                let quote = Quote(
                    cart.lines.map(\.request), type: cart.type, of: offer, terms, at: moment,
                    coupons: cart.coupons, rewards: cart.rewards)
                if let quote { priced[cart.id] = PricedCart(cart: cart, quote: quote) }
            }
        }
        return priced
    }

    /// The transaction's moment, in seconds since 1970.
    static let clock = Statement("CartPrices.clock", "SELECT floor(extract(epoch FROM now()))::bigint")
}

/// A cart with what it costs at this moment.
struct PricedCart: Sendable {
    let cart: StoredCart
    /// Its lines, in the cart's order.
    let quote: Quote

    /// An amount as a row of ``Money``.
    func money(_ amountMinor: Int64) -> [[UInt8]?] {
        [CartChange.bytes(amountMinor), Array(cart.currency.utf8)]
    }

    /// A line with what was found.
    func line(_ id: UUIDBytes) -> Quote.Line? {
        zip(cart.lines, quote.lines).first { stored, _ in stored.id == id }?.1
    }

    /// What is otherwise than when each line was put in, and the cart was changed last; nothing once it is
    /// over.
    var changes: [CartChange.Change] {
        guard cart.status == .open else { return [] }
        var changes: [CartChange.Change] = []
        for (stored, line) in zip(cart.lines, quote.lines) {
            let name = quote.offer.items[stored.request.item]?.name ?? "The item"
            if let problem = line.problems.first {
                changes.append(change(problem.kind.rawValue, problem.message, of: stored.id))
            } else if let unitMinor = quote.unitMinor(of: line), unitMinor != stored.quotedMinor {
                changes.append(
                    change(
                        "PRICE_CHANGED", "The price of “\(name)” is another one.", of: stored.id,
                        from: stored.quotedMinor, to: unitMinor))
            }
        }
        if let total = quote.priced?.totalMinor, let before = cart.quotedMinor, before != total {
            changes.append(
                change("TOTAL_CHANGED", "The total is another one.", of: nil, from: before, to: total))
        }
        return changes
    }

    private func change(
        _ kind: String, _ message: String, of line: UUIDBytes?, from before: Int64? = nil,
        to after: Int64? = nil
    ) -> CartChange.Change {
        CartChange.Change(
            branch: cart.branch, line: line, kind: kind, before: before, after: after,
            currency: cart.currency, message: message)
    }
}

extension Quote {
    /// The taxes by component and rate, as rows of ``OrderTax``.
    var taxRows: [[[UInt8]?]] {
        (priced?.rateGroups ?? []).flatMap { group in
            group.taxes.map { tax in
                let rate = Int32(clamping: tax.component.rate.value)
                return [
                    Array(tax.component.name.utf8), withUnsafeBytes(of: rate.bigEndian) { Array($0) },
                    CartChange.bytes(group.netMinor), CartChange.bytes(tax.amountMinor),
                    Array(terms.currency.utf8), nil,
                ]
            }
        }
    }
}
