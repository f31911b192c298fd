internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Adds an option to a modifier group, in the group's currency.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.modifierCreate`.
enum ModifierCreate: MenuNodePayload {
    static let typeName = "ModifierCreatePayload"
    static let node = (field: "modifier", loader: Modifier.byID)

    /// What the input says of a modifier; it may take something off the price.
    static let columns = InputColumns<MenuErrorCode>(
        "modifiers", owners: ["group_id": .uuid, "currency": .text],
        [
            .text("name", 1...200, isNullable: false),
            .amount(
                "priceDeltaMinor", -1_000_000_000_000...1_000_000_000_000, column: "price_delta_minor"),
            .flag("isDefault", column: "is_default", fallback: "false"),
            .number("defaultQuantity", 1...1000, column: "default_quantity", fallback: "1"),
            .text("kitchenName", 1...100, column: "kitchen_name"),
            .words("allergens", of: MenuVocabulary.allergens, column: "allergens"),
            .id("itemId", .item, column: "item_id"),
            .number("position", 0...1_000_000, column: "position", fallback: "0"),
        ])

    static let mutation = MenuMutation.node { (input, session) throws(MenuMutationFailure) in
        let group = try await session.lock(.group, "groupId", input)
        try session.require(input, isIn: group.currency)
        try await session.requireItem(input, isIn: group.currency)
        let id = input.newID()
        _ = try await session.run(
            try columns.insertion(
                id, of: session.tenant, owners: [.uuid(group.id), .text(group.currency)], input))
        if input.bool("isDefault") ?? false {
            try await session.requireConsistency(ofGroup: group.id, at: "isDefault", input)
        }
        session.tellMenuChanged(.modifier, id, in: group.branches)
        return id
    }

    /// `menu_items_pkey` serves it; the lock keeps the item from going.
    fileprivate static let item = Statement(
        "ModifierCreate.item",
        """
        SELECT currency FROM menu_items WHERE organization_id = $1 AND id = $2 AND deleted_at IS NULL
        FOR KEY SHARE
        """, parameters: [.uuid, .uuid])
}

extension MutationSession<MenuErrorCode> {
    /// The item that a modifier stands for, if any, is there and priced in the same currency.
    func requireItem(
        _ input: MutationInput<MenuErrorCode>, isIn currency: String
    ) async throws(MenuMutationFailure) {
        guard let id = try input.uuid("itemId", .item) else { return }
        let found = try await run(ModifierCreate.item.bind(tenant, .uuid(id)))
        guard found.rowCount == 1 else { throw .notFound("itemId") }
        guard found.string(0, 0) == currency else {
            throw input.refusal(.currencyMismatch, "itemId", "Prices here are in \(currency).")
        }
    }
}
