internal import DataLoader
internal import Postgres

/// What an import tells the branches that sell something else, or no longer, because of it.
enum ImportEvents {
    /// The events of what was written, branch by branch as their counters are locked; one statement.
    static func of(
        _ rows: MenuRows, organization: UUIDBytes, on runner: some StatementRunner
    ) async throws(PostgresError) -> [BranchEvent] {
        let found = try await runner.perform(
            branches.bind(.uuid(organization), .uuid(rows.menuID), rows.groupIDs.parameter))
        let changes = (0..<found.rowCount).compactMap { row -> BranchEvent? in
            guard let branch = found.uuid(row, 0), let kind = found.string(row, 1),
                let id = found.uuid(row, 2)
            else { return nil }
            return BranchEvent(branch: branch, type: "menu.changed", entityKind: kind, entity: id)
        }
        let events =
            changes + blocks(rows.itemBlocks, .item, "item_id")
            + blocks(rows.modifierBlocks, .modifier, "modifier_id")
        return events.sorted { ($0.branch.high, $0.branch.low) < ($1.branch.high, $1.branch.low) }
    }

    /// What the file says is sold out, or counts down.
    private static func blocks(_ rows: [ImportRow], _ kind: EntityKind, _ column: String) -> [BranchEvent] {
        rows.compactMap { row in
            guard case .uuid(let branch)? = row["branch_id"], case .uuid(let id)? = row[column] else {
                return nil
            }
            let isCounted = if case .text? = row["remaining_quantity"] { true } else { false }
            return BranchEvent(
                branch: branch, type: "availability.changed", entityKind: kind.rawValue, entity: id,
                payload: ["isAvailable": isCounted ? "true" : "false"])
        }
    }

    /// Each branch once: those that sell the menu, and those where an item of another menu asks one of the
    /// file's groups, at whatever depth.
    ///
    /// The unique key of `menu_branches`, `modifier_child_groups_group_idx` and
    /// `item_modifier_groups_group_idx` serve it.
    private static let branches = Statement(
        "ImportEvents.branches",
        """
        WITH RECURSIVE above (origin_id, group_id) AS (
          SELECT g.id, g.id FROM unnest($3::uuid[]) AS g (id)
          UNION
          SELECT above.origin_id, s.group_id FROM above
          JOIN modifier_child_groups AS c ON c.organization_id = $1 AND c.group_id = above.group_id
          JOIN modifiers AS s ON s.organization_id = $1 AND s.id = c.modifier_id AND s.archived_at IS NULL),
        concerned (branch_id, kind, id, rank) AS (
          SELECT mb.branch_id, '\(EntityKind.menu.rawValue)', mb.menu_id, 0 FROM menu_branches AS mb
          WHERE mb.organization_id = $1 AND mb.menu_id = $2
          UNION ALL
          SELECT mb.branch_id, '\(EntityKind.group.rawValue)', above.origin_id, 1 FROM above
          JOIN item_modifier_groups AS l ON l.organization_id = $1 AND l.group_id = above.group_id
          JOIN menu_items AS i
            ON i.organization_id = $1 AND i.id = l.item_id AND i.deleted_at IS NULL AND i.menu_id <> $2
          JOIN menu_branches AS mb ON mb.organization_id = $1 AND mb.menu_id = i.menu_id)
        SELECT DISTINCT ON (branch_id) branch_id, kind, id FROM concerned ORDER BY branch_id, rank, id
        """, parameters: [.uuid, .uuid, .uuidArray])
}
