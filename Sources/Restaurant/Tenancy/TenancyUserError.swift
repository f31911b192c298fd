internal import Domain

/// A refusal of a mutation of organizations, branches, members, keys or shifts.
///
/// - SeeAlso: `schema.graphql`, type `TenancyUserError`; `Config/permissions.yaml`, key `TenancyUserError`.
enum TenancyUserError: AreaUserError {
    typealias Code = TenancyErrorCode
}

/// The mutations of organizations, branches, members, keys and shifts.
typealias TenancyMutation = AreaMutation<TenancyUserError>
/// Why one of them did not happen.
typealias TenancyFailure = MutationFailure<TenancyErrorCode>
/// Its "no".
typealias TenancyRejection = Rejection<TenancyErrorCode>
