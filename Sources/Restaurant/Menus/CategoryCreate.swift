internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Adds a category to a menu, at its top level or under another category.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.categoryCreate`.
enum CategoryCreate: MenuNodePayload {
    static let typeName = "CategoryCreatePayload"
    static let node = (field: "category", loader: MenuCategory.byID)

    /// What the input says of a category.
    static let columns = InputColumns<MenuErrorCode>(
        "menu_categories", owners: ["menu_id": .uuid, "parent_id": .uuid, "currency": .text],
        [
            .text("name", 1...120, isNullable: false),
            .text("description", 1...2000),
            .id("imageId", .image, column: "image_id"),
            .number("position", 0...1_000_000, column: "position", fallback: "0"),
        ])

    static let mutation = MenuMutation.node { (input, session) throws(MenuMutationFailure) in
        let parent = try input.uuid("parentId", .category)
        let menu = try await session.lock(.menu, "menuId", input)
        if let parent {
            guard let found = try await session.find(.category, parent) else { throw .notFound("parentId") }
            guard found.parent == menu.id else {
                throw input.refusal(.parentInOtherMenu, "parentId", "The parent belongs to another menu.")
            }
        }
        try await session.requireImage(input)
        let id = input.newID()
        _ = try await session.run(
            try columns.insertion(
                id, of: session.tenant,
                owners: [.uuid(menu.id), parent.map { .uuid($0) } ?? .null, .text(menu.currency)], input))
        session.tellMenuChanged(.category, id, in: menu.branches)
        return id
    }
}
