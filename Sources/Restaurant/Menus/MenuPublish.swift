internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Shows a menu to guests, or takes it back into preparation.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.menuPublish`.
enum MenuPublish: MenuNodePayload {
    static let typeName = "MenuPublishPayload"
    static let node = (field: "menu", loader: Menu.byID)

    static let mutation = MenuMutation.node { (input, session) throws(MenuMutationFailure) in
        let menu = try await session.lock(.menu, "menuId", input)
        _ = try await session.run(
            publish.bind(session.tenant, .uuid(menu.id), .bool(input.bool("isPublished") ?? true)))
        session.tellChanged(menu)
        return menu.id
    }

    /// `menus_pkey` serves it.
    private static let publish = Statement(
        "MenuPublish.publish",
        """
        UPDATE menus SET is_published = $3, updated_at = now(), version = version + 1
        WHERE organization_id = $1 AND id = $2
        """, parameters: [.uuid, .uuid, .bool])
}
