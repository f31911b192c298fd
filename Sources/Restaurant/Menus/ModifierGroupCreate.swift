internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Makes a modifier group, in a currency of the caller's branches; items and modifiers then ask it.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.modifierGroupCreate`.
enum ModifierGroupCreate: MenuNodePayload {
    static let typeName = "ModifierGroupCreatePayload"
    static let node = (field: "group", loader: ModifierGroup.byID)

    /// What the input says of a group; the table refuses limits that contradict each other.
    static let columns = InputColumns<MenuErrorCode>(
        "modifier_groups", owners: ["currency": .text],
        [
            .text("name", 1...200, isNullable: false),
            .text("description", 1...2000),
            .text("code", 1...64),
            .number("min", 0...1000, column: "min_select", fallback: "0"),
            .number("max", 1...1000, column: "max_select"),
            .number("freeQuantity", 0...1000, column: "free_quantity", fallback: "0"),
            .flag("allowQuantity", column: "allow_quantity", fallback: "false"),
            .number("perOptionMax", 1...1000, column: "per_option_max"),
        ])

    static let mutation = MenuMutation.node { (input, session) throws(MenuMutationFailure) in
        let found = try await session.run(
            currencies.bind(session.tenant, session.caller.branchArray))
        let known = (0..<found.rowCount).compactMap { found.string($0, 0) }
        guard let currency = input.string("currency") ?? (known.count == 1 ? known.first : nil) else {
            throw input.refusal(.invalid, "currency", "Your branches have several currencies: give one.")
        }
        guard known.contains(currency) else {
            throw input.refusal(.currencyMismatch, "currency", "None of your branches takes \(currency).")
        }
        let id = input.newID()
        _ = try await session.run(
            try columns.insertion(id, of: session.tenant, owners: [.text(currency)], input))
        return id
    }

    /// An organization has a handful of branches; `branches_pkey` narrows to them.
    private static let currencies = Statement(
        "ModifierGroupCreate.currencies",
        """
        SELECT DISTINCT currency FROM branches
        WHERE organization_id = $1 AND archived_at IS NULL AND ($2 IS NULL OR id = ANY($2))
        """, parameters: [.uuid, .uuidArray])
}
