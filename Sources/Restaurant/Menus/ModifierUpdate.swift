internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Changes an option of a modifier group. Orders keep what they were made of.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.modifierUpdate`.
enum ModifierUpdate: MenuNodePayload {
    static let typeName = "ModifierUpdatePayload"
    static let node = (field: "modifier", loader: Modifier.byID)

    static let mutation = MenuMutation.node { (input, session) throws(MenuMutationFailure) in
        let modifier = try await session.lock(.modifier, "modifierId", input)
        try session.require(input, isIn: modifier.currency)
        try await session.requireItem(input, isIn: modifier.currency)
        _ = try await session.run(
            try ModifierCreate.columns.change(modifier.id, of: session.tenant, input))
        if let group = modifier.parent, input.bool("isDefault") ?? input.has("defaultQuantity") {
            try await session.requireConsistency(ofGroup: group, at: "isDefault", input)
        }
        session.tellChanged(modifier)
        return modifier.id
    }
}
