internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Changes the prices of many items by one rule: all of them, or none.
///
/// Costs the same number of statements for any number of them.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.itemsBulkUpdate`.
enum ItemsBulkUpdate: ObjectType {
    static let typeName = "ItemsBulkUpdatePayload"

    /// Items in one call at most.
    private static let countMax = 200

    enum Columns {
        /// Always null: the answer is the base menu's.
        static let branchID = Column<UUIDBytes?>("branch_id", at: 0)
        /// The items' UUIDs with commas between them.
        static let itemIDs = Column<String?>("ids", at: 1)
    }

    static let fields: [Field] = [
        .many("items", MenuItem.byIDs, key: .column(Columns.branchID), .column(Columns.itemIDs)),
        Field("userErrors", .outcomeList(0)),
    ]

    static let mutation = MenuMutation.make(keyCount: 2) { (input, session) throws(MenuMutationFailure) in
        let change = try input.priceChange("price")
        let entries = input.objects("items")
        guard (1...countMax).contains(entries.count) else {
            throw input.refusal(.invalid, "items", "1 to \(countMax) items.")
        }
        var ids: [UUIDBytes] = []
        var seen: Set<UUIDBytes> = []
        for entry in entries {
            let id = try entry.requiredUUID("itemId", .item)
            guard seen.insert(id).inserted else {
                throw entry.refusal(.invalid, "itemId", "The item stands twice in the list.")
            }
            ids.append(id)
        }
        let found = try await session.pricedItems(ids)
        var prices = PostgresArrayBuilder(.int8, capacity: ids.count, elementLength: 8)
        for (entry, id) in zip(entries, ids) {
            guard let item = found[id] else {
                throw entry.refusal(.notFound, "itemId", "`itemId` names nothing.")
            }
            try entry.requireVersion(item.version)
            guard let price = change.price(after: item.price, within: ItemCreate.prices) else {
                throw entry.refusal(.invalid, "itemId", "Its price would be outside of what is allowed.")
            }
            prices.append(price)
        }
        _ = try await session.run(update.bind(session.tenant, ids.parameter, prices.finish()))
        for item in found.values { session.tellMenuChanged(.menu, item.menu, in: item.branches) }
        return [nil, Array(ids.map(\.description).joined(separator: ",").utf8)]
    }

    /// An item as it is before the change.
    fileprivate struct PricedItem {
        let version: Int64
        let price: Int64
        let menu: UUIDBytes
        let branches: [UUIDBytes]
    }

    /// `menu_items_pkey` and the unique key of `menu_branches` serve it. Menus are locked before what stands
    /// on them.
    fileprivate static let lock = Statement(
        "ItemsBulkUpdate.lock",
        """
        SELECT t.id, t.version, t.price_minor, m.id, array_to_string(ARRAY(
          SELECT mb.branch_id FROM menu_branches AS mb
          WHERE mb.organization_id = $1 AND mb.menu_id = m.id ORDER BY 1), ',')
        FROM menu_items AS t
        JOIN menus AS m ON m.organization_id = $1 AND m.id = t.menu_id AND m.archived_at IS NULL
        WHERE t.organization_id = $1 AND t.id = ANY($2) AND t.deleted_at IS NULL
        ORDER BY m.id, t.id
        FOR NO KEY UPDATE OF m, t
        """, parameters: [.uuid, .uuidArray])

    /// `menu_items_pkey` serves it.
    private static let update = Statement(
        "ItemsBulkUpdate.update",
        """
        UPDATE menu_items AS t SET price_minor = given.price, updated_at = now(), version = t.version + 1
        FROM unnest($2, $3) AS given (id, price)
        WHERE t.organization_id = $1 AND t.id = given.id
        """, parameters: [.uuid, .uuidArray, .int8Array])
}

extension MutationSession<MenuErrorCode> {
    /// Finds and locks items; those that are not there or out of reach are left out.
    fileprivate func pricedItems(
        _ ids: [UUIDBytes]
    ) async throws(MenuMutationFailure) -> [UUIDBytes: ItemsBulkUpdate.PricedItem] {
        let found = try await run(ItemsBulkUpdate.lock.bind(tenant, ids.parameter))
        var items: [UUIDBytes: ItemsBulkUpdate.PricedItem] = [:]
        for row in 0..<found.rowCount {
            guard let id = found.uuid(row, 0), let version = found.int(row, 1),
                let price = found.int(row, 2), let menu = found.uuid(row, 3)
            else { continue }
            let branches = (found.string(row, 4) ?? "").split(separator: ",")
                .compactMap { UUIDBytes(text: $0) }
            guard reaches(all: branches) else { continue }
            items[id] = ItemsBulkUpdate.PricedItem(
                version: version, price: price, menu: menu, branches: branches)
        }
        return items
    }
}

extension MutationInput<MenuErrorCode> {
    /// The rule that an object of the input says; exactly one of its fields.
    fileprivate func priceChange(_ name: String) throws(MenuMutationFailure) -> PriceChange {
        let rule = object(name)
        let changes = [
            try rule.number("percentBasisPoints", -10_000...1_000_000).map {
                PriceChange.percent(basisPoints: $0)
            },
            rule.int("amountMinor").map { .amount($0) },
            try rule.number("valueMinor", ItemCreate.prices).map { .value($0) },
        ].compactMap(\.self)
        guard changes.count == 1, let change = changes.first else {
            throw refusal(.exactlyOne, name, "Give a percentage, an amount or a value, and only one.")
        }
        return change
    }
}
