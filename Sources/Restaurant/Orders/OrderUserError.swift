internal import Domain

/// A refusal of a mutation of orders.
///
/// - SeeAlso: `schema.graphql`, type `OrderUserError`; `Config/permissions.yaml`, key `OrderUserError`.
enum OrderUserError: AreaUserError {
    typealias Code = OrderErrorCode
}

/// The mutations of orders.
typealias OrderMutation = AreaMutation<OrderUserError>
/// Why one of them did not happen.
typealias OrderMutationFailure = MutationFailure<OrderErrorCode>
/// What reads the input of one of them.
typealias OrderInput = MutationInput<OrderErrorCode>
/// Where one of them works.
typealias OrderSession = MutationSession<OrderErrorCode>
