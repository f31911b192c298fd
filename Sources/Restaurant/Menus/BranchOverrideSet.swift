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
        let isAvailable = input.bool("isAvailable")
        let isHidden = input.bool("isHidden") ?? false
        let statements = item != nil ? ofItem : ofModifier
        try await session.require(
            subject, soldIn: branch, statements.find, at: item != nil ? "itemId" : "modifierId")
        if price == nil, isAvailable == nil, !isHidden {
            _ = try await session.run(statements.clear.bind(session.tenant, .uuid(branch), .uuid(subject)))
        } else {
            _ = try await session.run(
                statements.set.bind(
                    session.tenant, .uuid(branch), .uuid(subject), .uuid(input.newID()),
                    price.map { .int64($0) } ?? .null, isAvailable.map { .bool($0) } ?? .null,
                    .bool(isHidden)))
        }
        session.tellMenuChanged(item != nil ? .item : .modifier, subject, in: [branch])
        return [branch.bytes, item?.bytes, modifier?.bytes]
    }

    /// An item's price is never negative; a modifier may take something off. The bounds are the table's.
    private static func isAllowed(_ priceMinor: Int64?, isItem: Bool) -> Bool {
        guard let priceMinor else { return true }
        return (isItem ? 0...1_000_000_000_000 : -1_000_000_000_000...1_000_000_000_000).contains(priceMinor)
    }

    /// What the mutation runs for one kind of subject.
    private struct Statements {
        let find: Statement
        let set: Statement
        let clear: Statement
    }

    /// `menu_items_pkey` serves the look-up, `branch_overrides_item_key` the rest.
    private static let ofItem = Statements(
        find: SoldInBranch.item, set: set("setItem", table: "menu_items", column: "item_id"),
        clear: clear("clearItem", column: "item_id"))
    /// `modifiers_pkey` serves the look-up, `branch_overrides_modifier_key` the rest.
    private static let ofModifier = Statements(
        find: SoldInBranch.modifier, set: set("setModifier", table: "modifiers", column: "modifier_id"),
        clear: clear("clearModifier", column: "modifier_id"))

    /// Inserts or replaces in one statement; the composite keys refuse another currency than the branch's.
    private static func set(_ name: String, table: String, column: String) -> Statement {
        Statement(
            "BranchOverrideSet.\(name)",
            """
            INSERT INTO branch_overrides
              (id, organization_id, branch_id, \(column), currency, price_minor, is_available, is_hidden)
            SELECT $4, $1, $2, t.id, t.currency, $5, $6, $7
            FROM \(table) AS t WHERE t.organization_id = $1 AND t.id = $3
            ON CONFLICT (organization_id, branch_id, \(column)) WHERE \(column) IS NOT NULL
            DO UPDATE SET price_minor = excluded.price_minor, is_available = excluded.is_available,
              is_hidden = excluded.is_hidden, updated_at = now(), version = branch_overrides.version + 1
            """, parameters: [.uuid, .uuid, .uuid, .uuid, .int8, .bool, .bool])
    }

    private static func clear(_ name: String, column: String) -> Statement {
        Statement(
            "BranchOverrideSet.\(name)",
            "DELETE FROM branch_overrides WHERE organization_id = $1 AND branch_id = $2 AND \(column) = $3",
            parameters: [.uuid, .uuid, .uuid])
    }
}
