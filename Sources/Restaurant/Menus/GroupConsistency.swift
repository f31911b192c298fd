internal import DataLoader
internal import Domain
internal import Postgres

/// What a group's limits say together with the items that ask it and with its default options: no column's
/// own constraint sees it.
enum GroupConsistency {
    /// `item_modifier_groups_group_idx` and `modifiers_group_idx` serve it.
    fileprivate static let statement = Statement(
        "GroupConsistency.statement",
        """
        SELECT
          EXISTS (SELECT FROM item_modifier_groups AS l
            JOIN menu_items AS i ON i.organization_id = $1 AND i.id = l.item_id AND i.deleted_at IS NULL
            WHERE l.organization_id = $1 AND l.group_id = g.id
              AND (coalesce(l.min_override, g.min_select) > coalesce(l.max_override, g.max_select)
                OR g.free_quantity > coalesce(l.max_override, g.max_select))),
          EXISTS (SELECT FROM modifiers AS m
            WHERE m.organization_id = $1 AND m.group_id = g.id AND m.archived_at IS NULL AND m.is_default
            HAVING sum(m.default_quantity) > g.max_select
              OR max(m.default_quantity) > CASE WHEN g.allow_quantity THEN g.per_option_max ELSE 1 END)
        FROM modifier_groups AS g WHERE g.organization_id = $1 AND g.id = $2
        """, parameters: [.uuid, .uuid])
}

extension MutationSession<MenuErrorCode> {
    /// Asked after a write that may have brought a contradiction.
    ///
    /// - Throws: LIMITS_CONTRADICT at a field of the input.
    func requireConsistency(
        ofGroup group: UUIDBytes, at field: String, _ input: MutationInput<MenuErrorCode>
    ) async throws(MenuMutationFailure) {
        let found = try await run(GroupConsistency.statement.bind(tenant, .uuid(group)))
        guard found.rowCount == 1 else { return }
        if found.bool(0, 0) ?? false {
            throw input.refusal(
                .limitsContradict, field, "It contradicts the limits that an item has for the group.")
        }
        if found.bool(0, 1) ?? false {
            throw input.refusal(
                .limitsContradict, field, "More would be chosen by default than may be chosen.")
        }
    }
}
