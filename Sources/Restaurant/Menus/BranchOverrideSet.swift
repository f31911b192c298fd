internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Sets what a branch says otherwise about one item or modifier; with nothing left to say the row goes.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.branchOverrideSet`.
enum BranchOverrideSet: ObjectType {
    static let typeName = "BranchOverrideSetPayload"

    enum Columns {
        static let branchID = Column<UUIDBytes?>("branch_id", at: 0)
        static let itemID = Column<UUIDBytes?>("item_id", at: 1)
        static let modifierID = Column<UUIDBytes?>("modifier_id", at: 2)
    }

    static let fields: [Field] = [
        .one("item", MenuItem.byID, key: .column(Columns.branchID), .column(Columns.itemID)),
        .one("modifier", Modifier.byID, key: .column(Columns.branchID), .column(Columns.modifierID)),
        Field("userErrors", .outcomeList(0)),
    ]

    static let mutation = MenuMutation.make(keyCount: 3) { (input, session) throws(MenuMutationFailure) in
        let branch = try input.requiredUUID("branchId", .branch)
        guard session.caller.reaches(branch) else { throw .notFound("branchId") }
        let item = try input.uuid("itemId", .item)
        let modifier = try input.uuid("modifierId", .modifier)
        guard let subject = item ?? modifier, item == nil || modifier == nil else {
            throw .rejected(
                MenuRejection(.exactlyOne, at: ["input"], "Give either `itemId` or `modifierId`, not both."))
        }
        let price = input.int("priceMinor")
        guard isAllowed(price, isItem: item != nil) else {
            throw .invalid("priceMinor", "The price is outside of what is allowed.")
        }
        let statement = item != nil ? setItem : setModifier
        let tenant: ParameterValue = session.caller.organization.map { .uuid($0) } ?? .null
        let changed = try await session.run(
            statement.bind(
                tenant, .uuid(branch), .uuid(subject), .uuid(input.newID()),
                price.map { .int64($0) } ?? .null,
                input.bool("isAvailable").map { .bool($0) } ?? .null, .bool(input.bool("isHidden") ?? false)))
        guard changed?.affectedRows == 1 else { throw .notFound(item != nil ? "itemId" : "modifierId") }
        return [branch.bytes, item?.bytes, modifier?.bytes]
    }

    /// An item's price is never negative; a modifier may take something off. The bounds are the table's.
    private static func isAllowed(_ priceMinor: Int64?, isItem: Bool) -> Bool {
        guard let priceMinor else { return true }
        return (isItem ? 0...1_000_000_000_000 : -1_000_000_000_000...1_000_000_000_000).contains(priceMinor)
    }

    /// `menu_items_pkey` and `branches_pkey` serve the look-up, `branch_overrides_item_key` the conflict.
    private static let setItem = statement(
        "BranchOverrideSet.setItem", table: "menu_items", column: "item_id", isLive: "t.deleted_at IS NULL")
    /// `modifiers_pkey` and `branches_pkey` serve the look-up, `branch_overrides_modifier_key` the conflict.
    private static let setModifier = statement(
        "BranchOverrideSet.setModifier", table: "modifiers", column: "modifier_id",
        isLive: "t.archived_at IS NULL")

    /// Inserts or replaces in one statement; no row when branch or subject is not there or their currencies
    /// differ.
    private static func statement(
        _ name: String, table: String, column: String, isLive: String
    ) -> Statement {
        Statement(
            name,
            """
            INSERT INTO branch_overrides
              (id, organization_id, branch_id, \(column), currency, price_minor, is_available, is_hidden)
            SELECT $4, $1, b.id, t.id, t.currency, $5, $6, $7
            FROM \(table) AS t
            JOIN branches AS b ON b.organization_id = $1 AND b.id = $2 AND b.currency = t.currency
            WHERE t.organization_id = $1 AND t.id = $3 AND \(isLive)
            ON CONFLICT (organization_id, branch_id, \(column)) WHERE \(column) IS NOT NULL
            DO UPDATE SET price_minor = excluded.price_minor, is_available = excluded.is_available,
              is_hidden = excluded.is_hidden, updated_at = now(), version = branch_overrides.version + 1
            """, parameters: [.uuid, .uuid, .uuid, .uuid, .int8, .bool, .bool])
    }
}
