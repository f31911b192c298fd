internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// An event of a cart.
///
/// - SeeAlso: `schema.graphql`, type `CartRevision`; `Config/permissions.yaml`, key `CartRevision`.
enum CartRevision: ObjectType {
    static let fields: [Field] =
        LiveEvent.fields + [.one("cart", Cart.byID, key: .column(LiveEvent.entity))]

    /// `Subscription.cartChanged`.
    static let source = LiveSource(
        name: "cartChanged", place: .entity(.cart, branch), changes: ["cart.changed": .changed],
        subjects: [Field.Subject(Cart.typeName, Cart.byID, key: [.column(LiveEvent.entity)])],
        requires: Field.Requirement(Cart.byID, key: [.id("id", .cart)]))

    /// `carts_pkey` serves it.
    private static let branch = Statement(
        "CartRevision.branch", "SELECT branch_id FROM carts WHERE organization_id = $1 AND id = $2",
        parameters: [.uuid, .uuid])
}
