internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Makes an empty menu that is not published yet.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.menuCreate`.
enum MenuCreate: MenuNodePayload {
    static let typeName = "MenuCreatePayload"
    static let node = (field: "menu", loader: Menu.byID)

    /// What the input says of a menu.
    static let columns = InputColumns<MenuErrorCode>(
        "menus", owners: ["currency": .text],
        [
            .text("name", 1...200, isNullable: false),
            .word("kind", column: "kind", fallback: "MAIN"),
            .number("position", 0...1_000_000, column: "position", fallback: "0"),
        ])

    static let mutation = MenuMutation.node { (input, session) throws(MenuMutationFailure) in
        let branches = try input.uuids("branchIds", .branch) ?? []
        let currency = try await session.currency(ofBranches: branches, input)
        if let currency { try session.require(input, isIn: currency) }
        guard let currency = currency ?? input.string("currency") else {
            throw input.refusal(.invalid, "currency", "Give a currency, or a branch that has one.")
        }
        let id = input.newID()
        let insertion = try columns.insertion(id, of: session.tenant, owners: [.text(currency)], input)
        _ = try await session.run([insertion] + session.linking(id, to: branches, input))
        session.tellMenuChanged(.menu, id, in: branches)
        return id
    }
}
