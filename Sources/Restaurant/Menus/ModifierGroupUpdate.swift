internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Changes a modifier group, wherever it is asked.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.modifierGroupUpdate`.
enum ModifierGroupUpdate: MenuNodePayload {
    static let typeName = "ModifierGroupUpdatePayload"
    static let node = (field: "group", loader: ModifierGroup.byID)

    static let mutation = MenuMutation.node { (input, session) throws(MenuMutationFailure) in
        let group = try await session.lock(.group, "groupId", input)
        _ = try await session.run(
            try ModifierGroupCreate.columns.change(group.id, of: session.tenant, input))
        if ["min", "max", "freeQuantity", "allowQuantity", "perOptionMax"].contains(where: input.has) {
            try await session.requireConsistency(ofGroup: group.id, at: "max", input)
        }
        session.tellChanged(group)
        return group.id
    }
}
