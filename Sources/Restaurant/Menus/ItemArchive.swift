internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Takes an item off its menu; it can be restored, and orders keep it.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.itemArchive`.
enum ItemArchive: ArchivedMenuNode {
    static let typeName = "ItemArchivePayload"
    static let kind = EntityKind.item

    static let mutation = MenuMutation.node { (input, session) throws(MenuMutationFailure) in
        let item = try await session.lock(.item, "itemId", input)
        _ = try await session.run(archive.bind(session.tenant, .uuid(item.id)))
        session.tellChanged(item)
        return item.id
    }

    /// `menu_items_pkey` serves it.
    private static let archive = Statement(
        "ItemArchive.archive",
        """
        UPDATE menu_items SET deleted_at = now(), updated_at = now(), version = version + 1
        WHERE organization_id = $1 AND id = $2
        """, parameters: [.uuid, .uuid])
}
