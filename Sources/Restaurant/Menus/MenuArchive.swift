internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Takes a menu out of use: no branch sells it any more; what was sold of it stays in the orders.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.menuArchive`.
enum MenuArchive: ArchivedMenuNode {
    static let typeName = "MenuArchivePayload"
    static let kind = EntityKind.menu

    static let mutation = MenuMutation.node { (input, session) throws(MenuMutationFailure) in
        let menu = try await session.lock(.menu, "menuId", input)
        _ = try await session.run(
            [archive.bind(session.tenant, .uuid(menu.id))] + session.linking(menu.id, to: [], input))
        session.tellChanged(menu)
        return menu.id
    }

    /// `menus_pkey` serves it.
    private static let archive = Statement(
        "MenuArchive.archive",
        """
        UPDATE menus SET archived_at = now(), is_published = false, updated_at = now(), version = version + 1
        WHERE organization_id = $1 AND id = $2
        """, parameters: [.uuid, .uuid])
}
