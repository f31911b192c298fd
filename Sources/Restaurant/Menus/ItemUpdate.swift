internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Changes an item, and may put it into another category of its menu. Orders keep what they were made of.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.itemUpdate`.
enum ItemUpdate: MenuNodePayload {
    static let typeName = "ItemUpdatePayload"
    static let node = (field: "item", loader: MenuItem.byID)

    static let mutation = MenuMutation.node { (input, session) throws(MenuMutationFailure) in
        let item = try await session.lock(.item, "itemId", input)
        try session.require(input, isIn: item.currency)
        try await session.requireTaxClass(input)
        try await session.requireImage(input)
        var statements = [try ItemCreate.columns.change(item.id, of: session.tenant, input)]
        if let category = try await session.category(for: item, input) {
            statements.append(move.bind(session.tenant, .uuid(item.id), .uuid(category)))
        }
        _ = try await session.run(statements)
        session.tellChanged(item)
        return item.id
    }

    /// `menu_items_pkey` serves it.
    static let move = Statement(
        "ItemUpdate.move", "UPDATE menu_items SET category_id = $3 WHERE organization_id = $1 AND id = $2",
        parameters: [.uuid, .uuid, .uuid])
}

extension MutationSession<MenuErrorCode> {
    /// The category that the input names for an item; nil for none.
    ///
    /// - Throws: NOT_FOUND, or PARENT_IN_OTHER_MENU.
    func category(
        for item: MenuSubject, _ input: MutationInput<MenuErrorCode>
    ) async throws(MenuMutationFailure) -> UUIDBytes? {
        guard let id = try input.uuid("categoryId", .category) else { return nil }
        guard let category = try await find(.category, id) else { throw .notFound("categoryId") }
        guard category.parent == item.parent else {
            throw input.refusal(.parentInOtherMenu, "categoryId", "The category belongs to another menu.")
        }
        return id
    }
}
