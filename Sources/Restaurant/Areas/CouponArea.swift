internal import DataLoader
internal import GraphQLExecution

/// What the API says of coupons.
enum CouponArea: Area {
    static let types: [any ObjectType.Type] = [
        Coupon.self, CouponRedemption.self, AppliedCouponType.self, CouponCreate.self, CouponUpdate.self,
        CouponsGenerate.self, CartCouponApply.self, CartCouponRemove.self, CouponUserError.self,
    ]
    static let paged: [String] = [Coupon.typeName, CouponRedemption.typeName]
    static let queries: [Field] = [Coupon.door, CouponValidate.door]
    static let mutations: [String: MutationMaker] = [
        "couponCreate": CouponCreate.mutation,
        "couponUpdate": CouponUpdate.mutation,
        "couponsGenerate": CouponsGenerate.mutation,
        "cartCouponApply": CartCouponApply.mutation,
        "cartCouponRemove": CartCouponRemove.mutation,
    ]
    static let nodes: [EntityKind: NodeSource] = [.coupon: NodeSource(Coupon.self, Coupon.byID)]
}
