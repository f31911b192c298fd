internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// Takes a modifier off sale in a branch ("86") or puts it back; saying it twice changes nothing more.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.modifierAvailabilitySet`.
enum ModifierAvailabilitySet: ObjectType {
    static let typeName = "ModifierAvailabilitySetPayload"

    enum Columns {
        static let branchID = Column<UUIDBytes?>("branch_id", at: 0)
        static let modifierID = Column<UUIDBytes?>("modifier_id", at: 1)
    }

    static let fields: [Field] = [
        .one("modifier", Modifier.byID, key: .column(Columns.branchID), .column(Columns.modifierID)),
        Field("userErrors", .outcomeList(0)),
    ]

    static let mutation = MenuMutation.make(keyCount: 2) { (input, session) throws(MenuMutationFailure) in
        let (branch, modifier) = try await AvailabilitySwitch.modifier.apply(input, session)
        return [branch.bytes, modifier.bytes]
    }
}
