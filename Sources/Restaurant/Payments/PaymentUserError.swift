internal import Domain

/// A refusal of a mutation of payments.
///
/// - SeeAlso: `schema.graphql`, type `PaymentUserError`; `Config/permissions.yaml`, key `PaymentUserError`.
enum PaymentUserError: AreaUserError {
    typealias Code = PaymentErrorCode
}

/// The mutations of payments.
typealias PaymentMutation = AreaMutation<PaymentUserError>
/// Why one of them did not happen.
typealias PaymentFailure = MutationFailure<PaymentErrorCode>
/// What one of them is given.
typealias PaymentInput = MutationInput<PaymentErrorCode>
/// Where one of them works.
typealias PaymentSession = MutationSession<PaymentErrorCode>
