internal import Domain
internal import Postgres

extension MutationSession<MenuErrorCode> {
    /// The picture that the input names, if any, is there, and stays until the commit. It counts as used from
    /// now on: should it be shown no more before the next sweep, its time begins anew.
    func requireImage(_ input: MutationInput<MenuErrorCode>) async throws(MenuMutationFailure) {
        guard let id = try input.uuid("imageId", .image) else { return }
        let found = try await run([
            ShownImage.lock.bind(tenant, .uuid(id)), ShownImage.use.bind(tenant, .uuid(id)),
        ])
        guard found.first?.rowCount == 1 else { throw .notFound("imageId") }
    }
}

/// A picture that something begins to show.
private enum ShownImage {
    /// `images_pkey` serves it.
    static let lock = Statement(
        "ShownImage.lock", "SELECT id FROM images WHERE organization_id = $1 AND id = $2 FOR KEY SHARE",
        parameters: [.uuid, .uuid])

    /// `uploads_pkey` serves it.
    static let use = Statement(
        "ShownImage.use",
        """
        UPDATE uploads SET unused_since = NULL
        WHERE organization_id = $1 AND id = $2 AND unused_since IS NOT NULL
        """, parameters: [.uuid, .uuid])
}
