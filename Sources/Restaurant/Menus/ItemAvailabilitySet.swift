internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// Takes an item off sale in a branch ("86") or puts it back; saying it twice changes nothing more.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.itemAvailabilitySet`.
enum ItemAvailabilitySet: ObjectType {
    static let typeName = "ItemAvailabilitySetPayload"

    enum Columns {
        static let branchID = Column<UUIDBytes?>("branch_id", at: 0)
        static let itemID = Column<UUIDBytes?>("item_id", at: 1)
    }

    static let fields: [Field] = [
        .one("item", MenuItem.inBranch, key: .column(Columns.branchID), .column(Columns.itemID)),
        Field("userErrors", .outcomeList(0)),
    ]

    static let mutation = MenuMutation.make(keyCount: 2) { (input, session) throws(MenuMutationFailure) in
        let (branch, item) = try await AvailabilitySwitch.item.apply(input, session)
        return [branch.bytes, item.bytes]
    }
}
