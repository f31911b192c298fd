internal import Domain

/// A refusal of a mutation of the menu.
///
/// - SeeAlso: `schema.graphql`, type `MenuUserError`; `Config/permissions.yaml`, key `MenuUserError`.
enum MenuUserError: AreaUserError {
    typealias Code = MenuErrorCode
}

/// The mutations of the menu.
typealias MenuMutation = AreaMutation<MenuUserError>
/// Why one of them did not happen.
typealias MenuMutationFailure = MutationFailure<MenuErrorCode>
/// The menu's "no" to one of them.
typealias MenuRejection = Rejection<MenuErrorCode>
