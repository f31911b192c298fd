internal import Domain
internal import Postgres

extension MutationSession where Code: LineRejectionCode {
    /// The coupons whose codes a field of the input names, in that order; no statement without codes.
    ///
    /// - Parameter customer: whose uses count.
    /// - Throws: INVALID for more codes than an order may have, COUPON_NOT_APPLICABLE for one that no
    ///   coupon has.
    func coupons(
        _ input: MutationInput<Code>, _ field: String, for customer: UUIDBytes?
    ) async throws(MutationFailure<Code>) -> [StoredCoupon] {
        let codes = input.strings(field) ?? []
        guard !codes.isEmpty else { return [] }
        guard codes.count <= CouponTerms<UUIDBytes>.countOfOrderMax else {
            throw input.refusal(
                .invalid, field, "An order has \(CouponTerms<UUIDBytes>.countOfOrderMax) coupons at most.")
        }
        let found = try await run(StoredCoupon.finding(codes, for: customer, caller))
        let coupons = StoredCoupon.coupons(found).map(\.coupon)
        for code in codes where !coupons.contains(where: { $0.code == CouponCode(code)?.text }) {
            throw input.refusal(.couponNotApplicable, field, "“\(code)”: \(CouponProblem.unknown.message)")
        }
        return coupons
    }

    /// All coupons that were asked for take something off: nobody spends one for nothing.
    ///
    /// - Throws: COUPON_NOT_APPLICABLE at the field, with the first one's code and problem.
    func requireCoupons(of quote: Quote, at field: String) throws(MutationFailure<Code>) {
        for coupon in quote.coupons {
            guard let problem = coupon.problem else { continue }
            throw .refused(.couponNotApplicable, field, "“\(coupon.code)”: \(problem.message)")
        }
    }
}
