internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Moves a category, with all that is below it, under another one of its menu or to the top.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.categoryMove`.
enum CategoryMove: MenuNodePayload {
    static let typeName = "CategoryMovePayload"
    static let node = (field: "category", loader: MenuCategory.byID)

    static let mutation = MenuMutation.node { (input, session) throws(MenuMutationFailure) in
        let category = try await session.lock(.category, "categoryId", input)
        let parent = try input.uuid("parentId", .category)
        let position = try input.number("position", 0...1_000_000)
        if let parent {
            guard let parent = try await session.find(.category, parent) else { throw .notFound("parentId") }
            guard parent.parent == category.parent else {
                throw input.refusal(.parentInOtherMenu, "parentId", "The parent belongs to another menu.")
            }
            guard parent.id != category.id else {
                throw input.refusal(.cycle, "parentId", "A category can not lie below itself.")
            }
        }
        _ = try await session.run(
            move.bind(
                session.tenant, .uuid(category.id), parent.map { .uuid($0) } ?? .null,
                position.map { .int32(Int32(clamping: $0)) } ?? .null))
        session.tellChanged(category)
        return category.id
    }

    /// `menu_categories_pkey` serves it; a trigger refuses circles and a ninth level.
    private static let move = Statement(
        "CategoryMove.move",
        """
        UPDATE menu_categories SET parent_id = $3, position = coalesce($4, position), updated_at = now(),
          version = version + 1
        WHERE organization_id = $1 AND id = $2
        """, parameters: [.uuid, .uuid, .uuid, .int4])
}
