internal import Domain

/// A refusal of a mutation of coupons.
///
/// - SeeAlso: `schema.graphql`, type `CouponUserError`; `Config/permissions.yaml`, key `CouponUserError`.
enum CouponUserError: AreaUserError {
    typealias Code = CouponErrorCode
}

/// The mutations of coupons.
typealias CouponMutation = AreaMutation<CouponUserError>
/// Why one of them did not happen.
typealias CouponFailure = MutationFailure<CouponErrorCode>
/// What reads the input of one of them.
typealias CouponInput = MutationInput<CouponErrorCode>
/// Where one of them works.
typealias CouponSession = MutationSession<CouponErrorCode>
