internal import Domain

/// A refusal of a mutation of loyalty.
///
/// - SeeAlso: `schema.graphql`, type `LoyaltyUserError`; `Config/permissions.yaml`, key `LoyaltyUserError`.
enum LoyaltyUserError: AreaUserError {
    typealias Code = LoyaltyErrorCode
}

/// The mutations of loyalty.
typealias LoyaltyMutation = AreaMutation<LoyaltyUserError>
/// Why one of them did not happen.
typealias LoyaltyFailure = MutationFailure<LoyaltyErrorCode>
/// What reads the input of one of them.
typealias LoyaltyInput = MutationInput<LoyaltyErrorCode>
/// Where one of them works.
typealias LoyaltySession = MutationSession<LoyaltyErrorCode>
