internal import DataLoader
internal import Postgres

/// Whether a branch sells something: what a mutation asks before it writes that branch's own values.
enum SoldInBranch {
    /// The item stands on a menu of the branch; `menu_items_pkey` and the unique key of `menu_branches` serve
    /// it. The lock keeps the item from going.
    static let item = Statement(
        "SoldInBranch.item",
        """
        SELECT t.id FROM menu_items AS t
        WHERE t.organization_id = $1 AND t.id = $3 AND t.deleted_at IS NULL
          AND EXISTS (SELECT FROM menu_branches AS mb
            WHERE mb.organization_id = $1 AND mb.menu_id = t.menu_id AND mb.branch_id = $2)
        FOR KEY SHARE OF t
        """, parameters: [.uuid, .uuid, .uuid])

    /// The modifier comes with such an item, at whatever depth; groups nest to eight levels.
    ///
    /// `modifiers_pkey`, `modifier_child_groups_group_idx` and `item_modifier_groups_group_idx` serve it.
    static let modifier = Statement(
        "SoldInBranch.modifier",
        """
        SELECT t.id FROM modifiers AS t
        WHERE t.organization_id = $1 AND t.id = $3 AND t.archived_at IS NULL AND EXISTS (
          WITH RECURSIVE above (group_id) AS (
            SELECT s.group_id FROM modifiers AS s WHERE s.organization_id = $1 AND s.id = $3
            UNION
            SELECT m.group_id FROM above
            JOIN modifier_child_groups AS c ON c.organization_id = $1 AND c.group_id = above.group_id
            JOIN modifiers AS m
              ON m.organization_id = $1 AND m.id = c.modifier_id AND m.archived_at IS NULL)
          SELECT FROM above
          JOIN item_modifier_groups AS l ON l.organization_id = $1 AND l.group_id = above.group_id
          JOIN menu_items AS i ON i.organization_id = $1 AND i.id = l.item_id AND i.deleted_at IS NULL
          JOIN menu_branches AS mb
            ON mb.organization_id = $1 AND mb.menu_id = i.menu_id AND mb.branch_id = $2)
        FOR KEY SHARE OF t
        """, parameters: [.uuid, .uuid, .uuid])
}

extension MutationSession {
    /// Runs one of the statements above.
    ///
    /// - Throws: NOT_FOUND at `field` unless the branch is within reach and sells the subject: absent,
    ///   foreign and unsold ones answer alike.
    func require(
        _ subject: UUIDBytes, soldIn branch: UUIDBytes, _ statement: Statement, at field: String
    ) async throws(MutationFailure<Code>) {
        guard caller.reaches(branch) else { throw .notFound("branchId") }
        let found = try await run(statement.bind(tenant, .uuid(branch), .uuid(subject)))
        guard found.rowCount == 1 else { throw .notFound(field) }
    }
}
