internal import Domain

/// A refusal of a mutation of the kitchen.
///
/// - SeeAlso: `schema.graphql`, type `KitchenUserError`; `Config/permissions.yaml`, key `KitchenUserError`.
enum KitchenUserError: AreaUserError {
    typealias Code = KitchenErrorCode
}

/// The mutations of the kitchen.
typealias KitchenMutation = AreaMutation<KitchenUserError>
/// Why one of them did not happen.
typealias KitchenFailure = MutationFailure<KitchenErrorCode>
/// The kitchen's "no" to one of them.
typealias KitchenRejection = Rejection<KitchenErrorCode>
