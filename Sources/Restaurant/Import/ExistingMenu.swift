import Domain
import Postgres

/// What the database has already of what a file speaks of: how its rows are found again.
struct ExistingMenu: Sendable {
    /// A branch that a menu may be sold at.
    struct Branch: Sendable {
        let id: UUIDBytes
        let currency: String
    }

    /// A category or modifier: its parent's identifier and its own name, in lower case.
    struct ChildName: Hashable, Sendable {
        let parent: UUIDBytes?
        let name: String

        init(_ parent: UUIDBytes?, _ name: String) {
            self.parent = parent
            self.name = name.lowercased()
        }
    }

    var branches: [String: Branch] = [:]
    var taxClasses: [String: UUIDBytes] = [:]
    var menuID: UUIDBytes?
    var categories: [ChildName: UUIDBytes] = [:]
    var itemsBySKU: [String: UUIDBytes] = [:]
    /// Items without a SKU, by category.
    var itemsByName: [ChildName: UUIDBytes] = [:]
    var groups: [String: UUIDBytes] = [:]
    var modifiers: [ChildName: UUIDBytes] = [:]
}

extension ExistingMenu {
    private static let branchRows = Statement(
        "import.branches",
        "SELECT slug, id, currency FROM branches WHERE organization_id = $1 AND archived_at IS NULL",
        parameters: [.uuid])
    private static let taxClassRows = Statement(
        "import.taxClasses",
        "SELECT code, id FROM tax_classes WHERE organization_id = $1 AND archived_at IS NULL",
        parameters: [.uuid])
    private static let menuRow = Statement(
        "import.menu", "SELECT id, name FROM menus WHERE organization_id = $1 AND archived_at IS NULL",
        parameters: [.uuid])
    /// By menu_categories_menu_idx.
    private static let categoryRows = Statement(
        "import.categories",
        """
        SELECT id, parent_id, name FROM menu_categories
        WHERE organization_id = $1 AND menu_id = $2 AND archived_at IS NULL
        """, parameters: [.uuid, .uuid])
    /// By menu_items_menu_idx.
    private static let itemRows = Statement(
        "import.items",
        """
        SELECT id, category_id, name, sku FROM menu_items
        WHERE organization_id = $1 AND menu_id = $2 AND deleted_at IS NULL
        """, parameters: [.uuid, .uuid])
    /// By modifier_groups_live_code_key; a group without a code is found by its ID, as an export names it.
    private static let groupRows = Statement(
        "import.groups",
        """
        SELECT id, code FROM modifier_groups
        WHERE organization_id = $1 AND currency = $2 AND archived_at IS NULL
          AND (code = ANY ($3) OR code IS NULL AND id = ANY ($4))
        """, parameters: [.uuid, .text, .textArray, .uuidArray])
    /// By modifiers_group_idx.
    private static let modifierRows = Statement(
        "import.modifiers",
        """
        SELECT id, group_id, name FROM modifiers
        WHERE organization_id = $1 AND group_id = ANY ($2) AND archived_at IS NULL
        """, parameters: [.uuid, .uuidArray])

    /// Reads all of it, seven statements whatever the size.
    static func load(
        for document: MenuDocument, organization: UUIDBytes, on runner: some StatementRunner
    ) async throws(PostgresError) -> ExistingMenu {
        var existing = ExistingMenu()
        let tenant = ParameterValue.uuid(organization)
        let branches = try await runner.perform(branchRows.bind(tenant))
        for row in 0..<branches.rowCount {
            guard let slug = branches.string(row, 0), let id = branches.uuid(row, 1) else { continue }
            existing.branches[slug] = Branch(id: id, currency: branches.string(row, 2) ?? "")
        }
        let taxClasses = try await runner.perform(taxClassRows.bind(tenant))
        for row in 0..<taxClasses.rowCount {
            existing.taxClasses[taxClasses.string(row, 0) ?? ""] = taxClasses.uuid(row, 1)
        }
        let menus = try await runner.perform(menuRow.bind(tenant))
        for row in 0..<menus.rowCount where menus.string(row, 1)?.lowercased() == document.name.lowercased() {
            existing.menuID = menus.uuid(row, 0)
        }
        if let menuID = existing.menuID {
            try await existing.loadTree(tenant, .uuid(menuID), on: runner)
        }
        try await existing.loadGroups(tenant, document, on: runner)
        return existing
    }

    private mutating func loadTree(
        _ tenant: ParameterValue, _ menu: ParameterValue, on runner: some StatementRunner
    ) async throws(PostgresError) {
        let categories = try await runner.perform(Self.categoryRows.bind(tenant, menu))
        for row in 0..<categories.rowCount {
            self.categories[ChildName(categories.uuid(row, 1), categories.string(row, 2) ?? "")] =
                categories.uuid(row, 0)
        }
        let items = try await runner.perform(Self.itemRows.bind(tenant, menu))
        for row in 0..<items.rowCount {
            if let sku = items.string(row, 3) {
                itemsBySKU[sku] = items.uuid(row, 0)
            } else {
                itemsByName[ChildName(items.uuid(row, 1), items.string(row, 2) ?? "")] = items.uuid(row, 0)
            }
        }
    }

    private mutating func loadGroups(
        _ tenant: ParameterValue, _ document: MenuDocument, on runner: some StatementRunner
    ) async throws(PostgresError) {
        var codes = PostgresArrayBuilder(.text)
        for group in document.groups { codes.append(group.code) }
        let ids = document.groups.compactMap { EntityKind.group.uuid($0.code) }
        let groups = try await runner.perform(
            Self.groupRows.bind(tenant, .text(document.currency.code), codes.finish(), ids.parameter))
        var groupIDs = PostgresArrayBuilder(.uuid)
        for row in 0..<groups.rowCount {
            guard let id = groups.uuid(row, 0) else { continue }
            self.groups[groups.string(row, 1) ?? EntityKind.group.id(id)] = id
            groupIDs.append(id)
        }
        let modifiers = try await runner.perform(Self.modifierRows.bind(tenant, groupIDs.finish()))
        for row in 0..<modifiers.rowCount {
            self.modifiers[ChildName(modifiers.uuid(row, 1), modifiers.string(row, 2) ?? "")] =
                modifiers.uuid(row, 0)
        }
    }
}
