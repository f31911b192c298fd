internal import DataLoader

/// What decides whether something can be had in a branch at a moment, as SQL that the menu's types share.
///
/// Everything refers to `k.branch_id`, the branch as which the menu is read; with no branch nothing blocks.
enum Availability {
    /// The requested moment, now when none was asked for; one instant for the whole transaction.
    static let moment: SQLTemplate = "coalesce(\(.binding("at", .timestamptz)), now())"

    /// Menus, categories and items that have schedules, none of which is open, by branch; a closed category
    /// closes what lies below it. A tenant's schedules are few: `menu_schedules_pkey` narrows to them, and
    /// `menu_categories_parent_idx` finds the children.
    static let closed = CommonTable(
        "closed (branch_id, id)", isRecursive: true,
        """
        SELECT d.branch_id, coalesce(s.menu_id, s.category_id, s.item_id)
        FROM (SELECT DISTINCT u.branch_id FROM unnest(\(.key(0, .uuid))) AS u(branch_id)) AS d
        JOIN branches AS cb ON \(tenant: "cb") AND cb.id = d.branch_id
        JOIN menu_schedules AS s ON \(tenant: "s")
        GROUP BY 1, 2
        HAVING NOT bool_or(schedule_matches(
          s.weekday_mask, s.starts_at, s.ends_at, s.valid_from, s.valid_to, \
        \(moment) AT TIME ZONE cb.timezone))
        UNION
        SELECT c.branch_id, m.id
        FROM closed AS c
        JOIN menu_categories AS m ON \(tenant: "m") AND m.parent_id = c.id
        """)

    /// Reads `closed`.
    static let schedules = Join.using(closed)

    /// Whether none of some things is closed.
    static func isOpen(_ things: SQLTemplate) -> SQLTemplate {
        "NOT EXISTS (SELECT FROM closed AS c WHERE c.branch_id = k.branch_id AND c.id IN (\(things)))"
    }

    /// The branch's override of an item or modifier, alias `o`; the unique keys `branch_overrides_item_key`
    /// and `branch_overrides_modifier_key` serve it.
    static func overrides(of subject: String) -> Join {
        .left("branch_overrides", as: "o", on: "o.branch_id = k.branch_id AND o.\(column: subject) = t.id")
    }

    /// The branch's live "86", alias `b`; `availability_blocks_item_key` and
    /// `availability_blocks_modifier_key` serve it.
    static func blocks(of subject: String) -> Join {
        .left(
            "availability_blocks", as: "b",
            on: """
                b.branch_id = k.branch_id AND b.\(column: subject) = t.id \
                AND (b.until IS NULL OR b.until > \(moment))
                """)
    }

    /// Neither sold out nor switched off; needs `overrides` and `blocks`. Last portions do not block yet.
    static let isSold: SQLTemplate =
        "(b.id IS NULL OR coalesce(b.remaining_quantity > 0, false)) AND o.is_available IS NOT FALSE"

    /// What a branch hides is off its card for everybody; needs `overrides`.
    static let isOnCard: SQLTemplate = "o.is_hidden IS NOT TRUE"
}
