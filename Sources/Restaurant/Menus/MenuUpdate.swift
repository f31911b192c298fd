internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Changes what a menu is called and which branches sell it; its currency stays, since prices carry it.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.menuUpdate`.
enum MenuUpdate: MenuNodePayload {
    static let typeName = "MenuUpdatePayload"
    static let node = (field: "menu", loader: Menu.byID)

    static let mutation = MenuMutation.node { (input, session) throws(MenuMutationFailure) in
        let menu = try await session.lock(.menu, "menuId", input)
        var statements = [try MenuCreate.columns.change(menu.id, of: session.tenant, input)]
        var branches = menu.branches
        if let given = try input.uuids("branchIds", .branch) {
            if let currency = try await session.currency(ofBranches: given, input),
                currency != menu.currency
            {
                throw input.refusal(
                    .currencyMismatch, "branchIds", "The menu's prices are in \(menu.currency).")
            }
            statements += session.linking(menu.id, to: given, input)
            branches += given
        }
        if input.int("position") != nil {
            statements.append(place.bind(session.tenant, .uuid(menu.id)))
        }
        _ = try await session.run(statements)
        session.tellMenuChanged(.menu, menu.id, in: branches)
        return menu.id
    }

    /// The menu's place among those of its branches; the unique key of `menu_branches` serves it.
    private static let place = Statement(
        "MenuUpdate.place",
        """
        UPDATE menu_branches AS mb SET position = m.position, updated_at = now()
        FROM menus AS m
        WHERE m.organization_id = $1 AND m.id = $2 AND mb.organization_id = $1 AND mb.menu_id = m.id
        """, parameters: [.uuid, .uuid])
}
