internal import Domain
internal import Postgres

/// A line that can be ordered as it is.
struct ChosenLine: Sendable {
    let request: LineRequest
    let item: MenuOffer.Item
    /// The valid choices, in the order of the menu.
    let groups: [SelectedGroup<UUIDBytes>]
    /// At the rates of the business day.
    let taxes: [TaxComponent]

    /// The same as pricing takes it.
    var bill: BillLine {
        BillLine(
            quantity: request.quantity, price: item.offered.price, groups: groups.map(\.chosen), taxes: taxes)
    }
}

/// Lines held against what a branch offers at a moment, and their prices: what quotes, carts and orders have
/// in common.
///
/// Lines with a problem are not in the bill.
struct Quote: Sendable {
    /// A line with what was found.
    struct Line: Sendable {
        let request: LineRequest
        /// What is wrong with it, in the order in which the menu asks; empty for what can be ordered.
        var problems: [LineProblem] = []
        /// Its position in the bill.
        var position: Int?
    }

    let terms: BranchTerms
    let offer: MenuOffer
    /// The business day of the moment.
    let date: LocalDate
    /// All lines, in the order of the request.
    private(set) var lines: [Line] = []
    /// Those that can be ordered.
    private(set) var chosen: [ChosenLine] = []
    private(set) var bill: Bill
    /// Nil where an amount is out of all bounds.
    private(set) var priced: PricedBill?
    /// The coupons that were asked for, with what they take off, in the order in which they do.
    private(set) var coupons: [AppliedCoupon] = []
    /// The rewards, which come off behind the coupons.
    private(set) var rewards: [AppliedReward] = []

    /// Judges and prices the lines; nil for a moment that no calendar has.
    ///
    /// - Parameters:
    ///   - date: the business day whose taxes hold; the moment's own without.
    ///   - hasCharges: whether the branch's charges are put on top.
    ///   - coupons: what is to be taken off.
    ///   - codes: the codes that were asked for: for one without a coupon the quote says so.
    init?(
        _ requests: [LineRequest], type: OrderType, of offer: MenuOffer, _ terms: BranchTerms,
        at moment: Int64, taxedOn date: LocalDate? = nil, hasCharges: Bool = true,
        coupons: [StoredCoupon] = [], codes: [String] = [], rewards: [StoredReward] = []
    ) {
        guard let date = date ?? terms.businessDate(unixSeconds: moment),
            let local = terms.localMoment(unixSeconds: moment)
        else { return nil }
        self.terms = terms
        self.offer = offer
        self.date = date
        bill = Bill(pricesIncludeTax: terms.pricesIncludeTax, lines: [])
        var taken: [UUIDBytes: Int64] = [:]
        for request in requests.map(offer.answered) {
            var line = Line(request: request)
            switch Self.judge(request, offer, date, &taken) {
            case .success(let choice):
                line.position = chosen.count
                chosen.append(choice)
            case .failure(let failure): line.problems = failure.problems
            }
            lines.append(line)
        }
        bill.lines = chosen.map(\.bill)
        if hasCharges { bill.charges = Self.charges(type, terms) }
        let setting = CouponTerms<UUIDBytes>.Setting(
            branch: terms.id, currency: terms.currency, type: type, nowSeconds: moment, moment: local)
        let unknown = AppliedCoupon.unknown(codes, besides: coupons)
        price(with: coupons, unknown, rewards, in: setting)
    }

    /// Everything that keeps a line from being ordered.
    private struct Problems: Error {
        let problems: [LineProblem]
    }

    /// - Parameter taken: what earlier lines take of each item, in ten-thousandths.
    private static func judge(
        _ request: LineRequest, _ offer: MenuOffer, _ date: LocalDate, _ taken: inout [UUIDBytes: Int64]
    ) -> Result<ChosenLine, Problems> {
        guard let item = offer.items[request.item] else {
            return .failure(Problems(problems: [.unavailable()]))
        }
        let groups: [SelectedGroup<UUIDBytes>]
        do throws(InvalidChoices<UUIDBytes>) {
            groups = try item.offered.selected(request.choices)
        } catch {
            return .failure(
                Problems(problems: error.faults.map { LineProblem($0, of: request.choices, offer) }))
        }
        let (sum, overflows) = taken[request.item, default: 0].addingReportingOverflow(
            request.quantity.tenThousandths)
        if let remaining = item.remaining, overflows || sum > remaining.tenThousandths {
            return .failure(
                Problems(problems: [
                    LineProblem(
                        kind: .itemUnavailable, path: ["quantity"],
                        message: "Only \(remaining.decimalText) of “\(item.name)” are left.")
                ]))
        }
        do throws(TaxRateError) {
            let taxes = try offer.taxes(of: item.taxClass, on: date)
            taken[request.item] = sum
            return .success(ChosenLine(request: request, item: item, groups: groups, taxes: taxes))
        } catch {
            return .failure(
                Problems(problems: [
                    LineProblem(
                        kind: .priceUnavailable, path: ["itemId"],
                        message: "No tax rate holds for “\(item.name)” on \(date).")
                ]))
        }
    }

    /// Prices the bill; a line whose price makes no sense is taken out, and what is left is priced again.
    private mutating func price(
        with coupons: [StoredCoupon], _ unknown: [AppliedCoupon], _ rewards: [StoredReward],
        in setting: CouponTerms<UUIDBytes>.Setting
    ) {
        while priced == nil {
            let lines = chosen.map {
                CouponTerms.Line(item: $0.request.item, categories: $0.item.categories)
            }
            self.coupons = AppliedCoupon.judged(coupons, on: lines, in: setting) + unknown
            self.rewards = AppliedReward.judged(rewards, on: lines, in: terms.currency)
            bill.discounts = self.coupons.compactMap(\.discount) + self.rewards.compactMap(\.discount)
            do throws(PricingError) {
                priced = try bill.priced()
            } catch {
                guard case .negativePrice(let position) = error, chosen.indices.contains(position) else {
                    return
                }
                remove(position)
            }
        }
        var discounts = (priced?.discounts ?? [])[...]
        for index in self.coupons.indices where self.coupons[index].discount != nil {
            if let discount = discounts.popFirst() { self.coupons[index].note(discount) }
        }
        for index in self.rewards.indices where self.rewards[index].discount != nil {
            if let discount = discounts.popFirst() { self.rewards[index].note(discount) }
        }
    }

    private mutating func remove(_ position: Int) {
        let problem = LineProblem(
            kind: .priceUnavailable, path: ["selections"],
            message: "The choices take off more than “\(chosen[position].item.name)” costs.")
        chosen.remove(at: position)
        bill.lines.remove(at: position)
        for index in lines.indices {
            guard let place = lines[index].position else { continue }
            if place == position {
                lines[index].position = nil
                lines[index].problems.append(problem)
            } else if place > position {
                lines[index].position = place - 1
            }
        }
    }

    /// The charge for service, at a table.
    private static func charges(_ type: OrderType, _ terms: BranchTerms) -> [Charge] {
        guard type == .dineIn, let share = terms.serviceCharge else { return [] }
        return [Charge(.percent(share))]
    }

    /// The first problem of all lines, as a refusal.
    func rejection<Code: LineRejectionCode>() -> Rejection<Code>? {
        for line in lines {
            if let problem = line.problems.first { return problem.rejection(at: line.request.place) }
        }
        guard priced == nil else { return nil }
        return Rejection(.priceUnavailable, at: ["input", "lines"], "The total is out of all bounds.")
    }
}

extension MenuOffer {
    /// The line with the menu's default choices, where it says nothing of choices.
    func answered(_ request: LineRequest) -> LineRequest {
        guard request.isSilent, let item = items[request.item] else { return request }
        var request = request
        request.choices = item.offered.defaultChoices()
        request.isSilent = false
        return request
    }
}

extension BranchTerms {
    /// The share that is put on top for service; nil for none.
    var serviceCharge: BasisPoints? {
        let share = policies.serviceChargeBasisPoints
        return share > 0 ? BasisPoints(Int(clamping: share)) : nil
    }
}

extension MutationSession where Code: LineRejectionCode {
    /// Judges and prices lines in a branch within reach, now: one packet.
    ///
    /// - Parameter field: the path of the input that names the branch.
    /// - Throws: NOT_FOUND for the branch. Problems of lines are the quote's.
    func quote(
        _ requests: [LineRequest], type: OrderType, in branch: UUIDBytes, at field: String = "branchId",
        moment: Int64, taxedOn date: LocalDate? = nil, hasCharges: Bool = true,
        coupons: [StoredCoupon] = [], rewards: [StoredReward] = []
    ) async throws(MutationFailure<Code>) -> Quote {
        let items = Array(Set(requests.map(\.item)))
        let results = try await run(
            [BranchTerms.finding(branch, for: caller)]
                + MenuOffer.reading(items, in: branch, at: moment, for: caller))
        guard let found = results.first, let terms = BranchTerms(branch, found),
            let offer = MenuOffer(results.dropFirst()),
            let quote = Quote(
                requests, type: type, of: offer, terms, at: moment, taxedOn: date, hasCharges: hasCharges,
                coupons: coupons, rewards: rewards)
        else { throw .notFound(field) }
        return quote
    }

    /// As ``quote(_:type:in:at:moment:taxedOn:hasCharges:coupons:rewards:)``, of lines that can all be
    /// ordered.
    ///
    /// - Throws: the first line's problem, with its place in the input.
    func validQuote(
        _ requests: [LineRequest], type: OrderType, in branch: UUIDBytes, at field: String = "branchId",
        moment: Int64, taxedOn date: LocalDate? = nil, hasCharges: Bool = true,
        coupons: [StoredCoupon] = [], rewards: [StoredReward] = []
    ) async throws(MutationFailure<Code>) -> Quote {
        let quote = try await quote(
            requests, type: type, in: branch, at: field, moment: moment, taxedOn: date,
            hasCharges: hasCharges, coupons: coupons, rewards: rewards)
        if let rejection: Rejection<Code> = quote.rejection() { throw .rejected(rejection) }
        return quote
    }
}
