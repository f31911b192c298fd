internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Changes the texts of a category and its place among its siblings.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.categoryUpdate`.
enum CategoryUpdate: MenuNodePayload {
    static let typeName = "CategoryUpdatePayload"
    static let node = (field: "category", loader: MenuCategory.byID)

    static let mutation = MenuMutation.node { (input, session) throws(MenuMutationFailure) in
        let category = try await session.lock(.category, "categoryId", input)
        try await session.requireImage(input)
        _ = try await session.run(try CategoryCreate.columns.change(category.id, of: session.tenant, input))
        session.tellChanged(category)
        return category.id
    }
}
