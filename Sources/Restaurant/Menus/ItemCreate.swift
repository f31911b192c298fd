internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Adds an item to a category, in the menu's currency.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.itemCreate`.
enum ItemCreate: MenuNodePayload {
    static let typeName = "ItemCreatePayload"
    static let node = (field: "item", loader: MenuItem.byID)

    /// What an item may cost, in minor units; the bounds are the table's.
    static let prices: ClosedRange<Int64> = 0...1_000_000_000_000

    /// What the input says of an item.
    static let columns = InputColumns<MenuErrorCode>(
        "menu_items", owners: ["menu_id": .uuid, "category_id": .uuid, "currency": .text],
        [
            .text("name", 1...200, isNullable: false),
            .text("description", 1...4000),
            .text("sku", 1...64),
            .amount("priceMinor", prices, column: "price_minor"),
            .id("taxClassId", .taxClass, column: "tax_class_id"),
            .id("imageId", .image, column: "image_id"),
            .number("prepMinutes", 0...1440, column: "prep_minutes"),
            .text("station", 1...60),
            .words("allergens", of: MenuVocabulary.allergens, column: "allergens"),
            .words("dietaryTags", of: MenuVocabulary.dietaryTags, column: "dietary_tags"),
            .number("spiceLevel", 0...3, column: "spice_level", fallback: "0"),
            .number("position", 0...1_000_000, column: "position", fallback: "0"),
        ])

    static let mutation = MenuMutation.node { (input, session) throws(MenuMutationFailure) in
        let category = try await session.lock(.category, "categoryId", input)
        guard let menu = category.parent else { throw .notFound("categoryId") }
        try session.require(input, isIn: category.currency)
        try await session.requireTaxClass(input)
        try await session.requireImage(input)
        let id = input.newID()
        _ = try await session.run(
            try columns.insertion(
                id, of: session.tenant,
                owners: [.uuid(menu), .uuid(category.id), .text(category.currency)], input))
        session.tellMenuChanged(.item, id, in: category.branches)
        return id
    }

    /// `tax_classes_pkey` serves it; the lock keeps the class from going.
    fileprivate static let taxClass = Statement(
        "ItemCreate.taxClass",
        """
        SELECT id FROM tax_classes WHERE organization_id = $1 AND id = $2 AND archived_at IS NULL
        FOR KEY SHARE
        """, parameters: [.uuid, .uuid])
}

extension MutationSession<MenuErrorCode> {
    /// The tax class that the input names, if any, is there.
    func requireTaxClass(_ input: MutationInput<MenuErrorCode>) async throws(MenuMutationFailure) {
        guard let id = try input.uuid("taxClassId", .taxClass) else { return }
        let found = try await run(ItemCreate.taxClass.bind(tenant, .uuid(id)))
        guard found.rowCount == 1 else { throw .notFound("taxClassId") }
    }
}
