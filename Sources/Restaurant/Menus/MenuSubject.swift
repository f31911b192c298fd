internal import DataLoader
internal import Domain
internal import Postgres

/// What a mutation of the menu changes: found, within reach, and locked until the commit.
struct MenuSubject {
    let kind: EntityKind
    let id: UUIDBytes
    let version: Int64
    let currency: String
    /// The menu; of a modifier its group, of a group nothing.
    let parent: UUIDBytes?
    /// The branches that sell it, in the order of their IDs.
    let branches: [UUIDBytes]
}

extension MenuSubject {
    /// The statement that finds and locks a live thing of a kind; null for what is no part of a menu.
    ///
    /// The menu is locked before what stands on it, so that no two edits of a menu wait for each other.
    static func statement(_ kind: EntityKind) -> Statement? {
        switch kind {
        case .menu: menu
        case .category: category
        case .item: item
        case .group: group
        case .modifier: modifier
        default: nil
        }
    }

    /// `menus_pkey` and the unique key of `menu_branches` serve it.
    private static let menu = Statement(
        "MenuSubject.menu",
        """
        SELECT m.version, m.currency, m.id, \(branchesOfMenu) FROM menus AS m
        WHERE m.organization_id = $1 AND m.id = $2 AND m.archived_at IS NULL
        FOR NO KEY UPDATE OF m
        """, parameters: [.uuid, .uuid])
    private static let category = onMenu("category", "menu_categories", isLive: "t.archived_at IS NULL")
    private static let item = onMenu("item", "menu_items", isLive: "t.deleted_at IS NULL")
    /// An item that was taken off its menu.
    static let archivedItem = onMenu("archivedItem", "menu_items", isLive: "t.deleted_at IS NOT NULL")

    /// The primary keys serve it.
    private static func onMenu(_ name: String, _ table: String, isLive: String) -> Statement {
        Statement(
            "MenuSubject.\(name)",
            """
            SELECT t.version, t.currency, t.menu_id, \(branchesOfMenu)
            FROM \(table) AS t
            JOIN menus AS m ON m.organization_id = $1 AND m.id = t.menu_id AND m.archived_at IS NULL
            WHERE t.organization_id = $1 AND t.id = $2 AND \(isLive)
            FOR NO KEY UPDATE OF m, t
            """, parameters: [.uuid, .uuid])
    }

    private static let group = Statement(
        "MenuSubject.group",
        """
        SELECT t.version, t.currency, NULL::uuid, \(branchesOfGroup("t.id")) FROM modifier_groups AS t
        WHERE t.organization_id = $1 AND t.id = $2 AND t.archived_at IS NULL
        FOR NO KEY UPDATE OF t
        """, parameters: [.uuid, .uuid])
    private static let modifier = Statement(
        "MenuSubject.modifier",
        """
        SELECT t.version, t.currency, t.group_id, \(branchesOfGroup("t.group_id"))
        FROM modifiers AS t
        JOIN modifier_groups AS g
          ON g.organization_id = $1 AND g.id = t.group_id AND g.archived_at IS NULL
        WHERE t.organization_id = $1 AND t.id = $2 AND t.archived_at IS NULL
        FOR NO KEY UPDATE OF g, t
        """, parameters: [.uuid, .uuid])

    /// The unique key of `menu_branches` serves it.
    private static let branchesOfMenu = """
        array_to_string(ARRAY(SELECT mb.branch_id FROM menu_branches AS mb
          WHERE mb.organization_id = $1 AND mb.menu_id = m.id ORDER BY 1), ',')
        """

    /// The branches that sell an item that asks the group, at whatever depth.
    ///
    /// `modifier_child_groups_group_idx` and `item_modifier_groups_group_idx` serve it.
    private static func branchesOfGroup(_ start: String) -> String {
        """
        array_to_string(ARRAY(
          WITH RECURSIVE above (group_id) AS (
            SELECT \(start)
            UNION
            SELECT s.group_id FROM above
            JOIN modifier_child_groups AS c ON c.organization_id = $1 AND c.group_id = above.group_id
            JOIN modifiers AS s
              ON s.organization_id = $1 AND s.id = c.modifier_id AND s.archived_at IS NULL)
          SELECT DISTINCT mb.branch_id FROM above
          JOIN item_modifier_groups AS l ON l.organization_id = $1 AND l.group_id = above.group_id
          JOIN menu_items AS i ON i.organization_id = $1 AND i.id = l.item_id AND i.deleted_at IS NULL
          JOIN menu_branches AS mb ON mb.organization_id = $1 AND mb.menu_id = i.menu_id
          ORDER BY 1), ',')
        """
    }
}

extension MutationSession<MenuErrorCode> {
    /// Finds and locks what a field of the input names, unchanged since the caller read it.
    ///
    /// - Throws: NOT_FOUND unless all branches that sell it are within reach: it changes in all of them. For
    ///   a caller of some branches a menu that none sells is out of reach too; a group that nothing asks yet
    ///   concerns no branch, and is not. CONFLICT for another version than `expectedVersion`.
    func lock(
        _ kind: EntityKind, _ field: String, _ input: MutationInput<MenuErrorCode>,
        by statement: Statement? = nil
    ) async throws(MenuMutationFailure) -> MenuSubject {
        let id = try input.requiredUUID(field, kind)
        guard let subject = try await find(kind, id, by: statement) else {
            throw input.refusal(.notFound, field, "`\(field)` names nothing.")
        }
        try input.requireVersion(subject.version)
        return subject
    }

    /// The same by an ID, with no version asked for; nil for what is not there or out of reach.
    func find(
        _ kind: EntityKind, _ id: UUIDBytes, by statement: Statement? = nil
    ) async throws(MenuMutationFailure) -> MenuSubject? {
        guard let statement = statement ?? MenuSubject.statement(kind) else { return nil }
        let found = try await run(statement.bind(tenant, .uuid(id)))
        guard found.rowCount == 1, let version = found.int(0, 0), let currency = found.string(0, 1) else {
            return nil
        }
        let branches = (found.string(0, 3) ?? "").split(separator: ",").compactMap { UUIDBytes(text: $0) }
        let concernsNobody = branches.isEmpty && (kind == .group || kind == .modifier)
        guard concernsNobody || reaches(all: branches) else { return nil }
        return MenuSubject(
            kind: kind, id: id, version: version, currency: currency, parent: found.uuid(0, 2),
            branches: branches)
    }

    /// Whether the caller reaches all branches that sell a menu; one that none sells is for who reaches all.
    func reaches(all branches: [UUIDBytes]) -> Bool {
        caller.branches == nil || !branches.isEmpty && branches.allSatisfy(caller.reaches)
    }

    /// A currency that the input names must be the one of what it is for.
    func require(
        _ input: MutationInput<MenuErrorCode>, isIn currency: String
    ) throws(MenuMutationFailure) {
        guard let given = input.string("currency"), given != currency else { return }
        throw input.refusal(.currencyMismatch, "currency", "Prices here are in \(currency).")
    }

    /// Tells each branch that sells something on a menu that the menu changed there.
    func tellMenuChanged(_ kind: EntityKind, _ id: UUIDBytes, in branches: [UUIDBytes]) {
        for branch in branches {
            transaction.tell(
                BranchEvent(branch: branch, type: "menu.changed", entityKind: kind.rawValue, entity: id))
        }
    }

    /// The same for what was locked.
    func tellChanged(_ subject: MenuSubject) {
        tellMenuChanged(subject.kind, subject.id, in: subject.branches)
    }
}
