internal import DataLoader
internal import Domain
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
        let branch = try input.requiredUUID("branchId", .branch)
        let item = try input.requiredUUID("itemId", .item)
        let reason = input.string("reason")
        if let reason, !(1...200).contains(reason.unicodeScalars.count) {
            throw .invalid("reason", "A reason has 1 to 200 characters.")
        }
        let until = try input.instant("until")
        try await session.require(item, soldIn: branch, SoldInBranch.item, at: "itemId")
        if input.bool("isAvailable") ?? true {
            _ = try await session.run(unblock.bind(.uuid(branch), .uuid(item), session.tenant))
        } else {
            _ = try await session.run(
                block.bind(
                    .uuid(input.newID()), session.tenant, .uuid(branch), .uuid(item),
                    until.map { .timestamp($0) } ?? .null, reason.map { .text($0) } ?? .null))
        }
        return [branch.bytes, item.bytes]
    }

    /// One row a branch and item; `availability_blocks_item_key` decides.
    private static let block = Statement(
        "ItemAvailabilitySet.block",
        """
        INSERT INTO availability_blocks (id, organization_id, branch_id, item_id, until, reason)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (organization_id, branch_id, item_id) WHERE item_id IS NOT NULL
        DO UPDATE SET until = excluded.until, reason = excluded.reason, remaining_quantity = NULL,
          updated_at = now(), version = availability_blocks.version + 1
        """, parameters: [.uuid, .uuid, .uuid, .uuid, .timestamptz, .text])

    /// `availability_blocks_item_key` serves it.
    private static let unblock = Statement(
        "ItemAvailabilitySet.unblock",
        "DELETE FROM availability_blocks WHERE organization_id = $3 AND branch_id = $1 AND item_id = $2",
        parameters: [.uuid, .uuid, .uuid])
}

extension MutationInput<MenuErrorCode> {
    /// A moment in microseconds since 2000; nil when absent or null.
    fileprivate func instant(_ name: String) throws(MenuMutationFailure) -> Int64? {
        guard let text = string(name) else { return nil }
        guard let instant = Instant(rfc3339: text) else {
            throw .invalid(name, "`\(name)` must be a DateTime such as 2026-03-01T12:30:00Z.")
        }
        return instant.microseconds
    }
}
