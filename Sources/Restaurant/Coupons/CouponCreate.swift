internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Makes a coupon.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.couponCreate`.
enum CouponCreate: ObjectType {
    static let typeName = "CouponCreatePayload"
    static let fields = CouponPayload.fields

    static let mutation = CouponMutation.makeRepeatable(
        keyCount: 1, constraints: CouponDetails.constraints
    ) { (input, session) throws(CouponFailure) in
        try await CouponTargets.requireReach(input, session)
        guard let code = CouponCode(input.string("code") ?? "") else {
            throw .invalid("code", "A code has 3 to 32 letters, digits, `-` and `_`.")
        }
        let id = input.newID()
        try await make(id, code: code.text, batch: nil, input, session)
        try await session.tellEverywhere("coupon.changed", .coupon, id, "CREATED")
        return [id.bytes]
    }

    /// Stores a coupon with its targets and hours.
    static func make(
        _ id: UUIDBytes, code: String, batch: UUIDBytes?, _ input: CouponInput, _ session: CouponSession
    ) async throws(CouponFailure) {
        let benefit = try CouponDetails.benefit(input, code: code, batch: batch)
        let insertion = try CouponDetails.columns.insertion(
            id, of: session.tenant, owners: benefit, input)
        let hours = try CouponDetails.hours(id, input, session)
        _ = try await session.run(
            [insertion] + (hours.map { [$0] } ?? []) + CouponTargets.setting(id, input, session))
    }
}

/// What mutations of one coupon answer.
enum CouponPayload {
    enum Columns {
        static let couponID = Column<UUIDBytes?>("coupon_id", at: 0)
    }

    static let fields: [Field] = [
        .one("coupon", Coupon.byID, key: .column(Columns.couponID)),
        Field("userErrors", .outcomeList(0)),
    ]
}
