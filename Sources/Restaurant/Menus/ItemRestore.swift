internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Puts an archived item back on its menu: where it was, or into a category that the input names.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.itemRestore`.
enum ItemRestore: MenuNodePayload {
    static let typeName = "ItemRestorePayload"
    static let node = (field: "item", loader: MenuItem.byID)

    static let mutation = MenuMutation.node { (input, session) throws(MenuMutationFailure) in
        let item = try await session.lock(.item, "itemId", input, by: MenuSubject.archivedItem)
        let category = try await session.category(for: item, input)
        let restored = try await session.run(
            restore.bind(session.tenant, .uuid(item.id), category.map { .uuid($0) } ?? .null))
        guard restored.affectedRows == 1 else {
            throw input.refusal(.notFound, "categoryId", "Its category is archived: name another one.")
        }
        session.tellChanged(item)
        return item.id
    }

    /// The primary keys serve it.
    private static let restore = Statement(
        "ItemRestore.restore",
        """
        UPDATE menu_items AS t SET deleted_at = NULL, category_id = c.id, updated_at = now(),
          version = t.version + 1
        FROM menu_categories AS c
        WHERE t.organization_id = $1 AND t.id = $2 AND c.organization_id = $1
          AND c.id = coalesce($3, t.category_id) AND c.archived_at IS NULL
        """, parameters: [.uuid, .uuid, .uuid])
}
