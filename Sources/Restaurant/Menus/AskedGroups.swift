internal import DataLoader
internal import Domain
internal import Postgres

/// Groups that an item or a modifier is to ask: there, and in its currency.
struct AskedGroups {
    /// The limits that a group has of its own.
    struct Limits {
        let min: Int64
        let max: Int64?
        let freeQuantity: Int64
    }

    let limits: [UUIDBytes: Limits]

    /// `modifier_groups_pkey` serves it; the lock keeps the groups from changing.
    fileprivate static let find = Statement(
        "AskedGroups.find",
        """
        SELECT id, currency, min_select, max_select, free_quantity FROM modifier_groups
        WHERE organization_id = $1 AND id = ANY($2) AND archived_at IS NULL
        ORDER BY id FOR SHARE
        """, parameters: [.uuid, .uuidArray])
}

extension MutationSession<MenuErrorCode> {
    /// Finds groups by ID.
    ///
    /// - Throws: NOT_FOUND unless all are live, CURRENCY_MISMATCH for one of another currency.
    func groups(
        _ ids: [UUIDBytes], in currency: String, at field: String, _ input: MutationInput<MenuErrorCode>
    ) async throws(MenuMutationFailure) -> AskedGroups {
        let found = try await run(AskedGroups.find.bind(tenant, ids.parameter))
        guard found.rowCount == ids.count else { throw .notFound(field) }
        var limits: [UUIDBytes: AskedGroups.Limits] = [:]
        for row in 0..<found.rowCount {
            guard let id = found.uuid(row, 0) else { continue }
            guard found.string(row, 1) == currency else {
                throw input.refusal(.currencyMismatch, field, "Prices here are in \(currency).")
            }
            limits[id] = AskedGroups.Limits(
                min: found.int(row, 2) ?? 0, max: found.int(row, 3), freeQuantity: found.int(row, 4) ?? 0)
        }
        return AskedGroups(limits: limits)
    }
}
