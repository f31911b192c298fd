internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Takes a category off its menu, with the categories and items below it; an item can be restored elsewhere.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.categoryArchive`.
enum CategoryArchive: ArchivedMenuNode {
    static let typeName = "CategoryArchivePayload"
    static let kind = EntityKind.category

    static let mutation = MenuMutation.node { (input, session) throws(MenuMutationFailure) in
        let category = try await session.lock(.category, "categoryId", input)
        _ = try await session.run(archive.bind(session.tenant, .uuid(category.id)))
        session.tellChanged(category)
        return category.id
    }

    /// `menu_categories_parent_idx` and `menu_items_category_idx` serve it.
    private static let archive = Statement(
        "CategoryArchive.archive",
        """
        WITH RECURSIVE below (id) AS (
          SELECT $2
          UNION
          SELECT c.id FROM below
          JOIN menu_categories AS c ON c.organization_id = $1 AND c.parent_id = below.id
        ), gone AS (
          UPDATE menu_items SET deleted_at = now(), updated_at = now(), version = version + 1
          WHERE organization_id = $1 AND category_id IN (SELECT id FROM below) AND deleted_at IS NULL
        )
        UPDATE menu_categories SET archived_at = now(), updated_at = now(), version = version + 1
        WHERE organization_id = $1 AND id IN (SELECT id FROM below) AND archived_at IS NULL
        """, parameters: [.uuid, .uuid])
}
