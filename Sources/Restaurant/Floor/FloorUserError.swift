internal import Domain

/// A refusal of a mutation of spaces, tables, sessions, requests or reservations.
///
/// - SeeAlso: `schema.graphql`, type `FloorUserError`; `Config/permissions.yaml`, key `FloorUserError`.
enum FloorUserError: AreaUserError {
    typealias Code = FloorErrorCode
}

/// The mutations of the floor.
typealias FloorMutation = AreaMutation<FloorUserError>
/// Why one of them did not happen.
typealias FloorFailure = MutationFailure<FloorErrorCode>
/// Its "no".
typealias FloorRejection = Rejection<FloorErrorCode>
/// The input of one of them.
typealias FloorInput = MutationInput<FloorErrorCode>
/// Where one of them works.
typealias FloorSession = MutationSession<FloorErrorCode>
