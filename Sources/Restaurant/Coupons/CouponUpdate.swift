internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Changes where, when and how often a coupon holds; what it gives stays, since orders have it.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.couponUpdate`.
enum CouponUpdate: ObjectType {
    static let typeName = "CouponUpdatePayload"
    static let fields = CouponPayload.fields

    static let mutation = CouponMutation.makeRepeatable(
        keyCount: 1, constraints: CouponDetails.constraints
    ) { (input, session) throws(CouponFailure) in
        let id = try input.requiredUUID("couponId", .coupon)
        let found = try await session.run(lock.bind(session.tenant, .uuid(id)))
        guard found.rowCount == 1, let version = found.int(0, 0) else { throw .notFound("couponId") }
        try await CouponTargets.requireReach(input, of: id, session)
        try input.requireVersion(version)
        let change = try CouponDetails.columns.change(id, of: session.tenant, input)
        let hours = try CouponDetails.hours(id, input, session)
        _ = try await session.run(
            [change] + (hours.map { [$0] } ?? []) + CouponTargets.setting(id, input, session))
        try await session.tellEverywhere("coupon.changed", .coupon, id, "CHANGED")
        return [id.bytes]
    }

    /// `coupons_pkey` serves it.
    private static let lock = Statement(
        "CouponUpdate.lock",
        "SELECT version FROM coupons WHERE organization_id = $1 AND id = $2 FOR NO KEY UPDATE",
        parameters: [.uuid, .uuid])
}
