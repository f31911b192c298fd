internal import Domain

/// A refusal of a mutation of uploads.
///
/// - SeeAlso: `schema.graphql`, type `UploadUserError`; `Config/permissions.yaml`, key `UploadUserError`.
enum UploadUserError: AreaUserError {
    typealias Code = UploadErrorCode
}

/// The mutations of uploads.
typealias UploadMutation = AreaMutation<UploadUserError>
/// Why one of them did not happen.
typealias UploadFailure = MutationFailure<UploadErrorCode>
