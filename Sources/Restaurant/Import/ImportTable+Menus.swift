/// The tables that a menu file fills.
extension ImportTable {
    static let menus = ImportTable(
        "menus", "id uuid, name text, kind text, currency text, is_published boolean")

    static let menuBranches = ImportTable(
        "menu_branches", "id uuid, menu_id uuid, branch_id uuid, currency text",
        key: "(organization_id, menu_id, branch_id)", kept: ["id", "menu_id", "branch_id"], hasVersion: false)

    static let categories = ImportTable(
        "menu_categories",
        "id uuid, menu_id uuid, parent_id uuid, name text, description text, position integer, currency text")

    static let items = ImportTable(
        "menu_items",
        """
        id uuid, menu_id uuid, category_id uuid, name text, description text, sku text, price_minor bigint,
        currency text, tax_class_id uuid, prep_minutes integer, station text, allergens text[],
        dietary_tags text[], spice_level integer, position integer
        """)

    static let groups = ImportTable(
        "modifier_groups",
        """
        id uuid, code text, name text, description text, currency text, min_select integer, max_select
        integer,
        free_quantity integer, allow_quantity boolean, per_option_max integer
        """)

    static let modifiers = ImportTable(
        "modifiers",
        """
        id uuid, group_id uuid, name text, price_delta_minor bigint, currency text, is_default boolean,
        default_quantity integer, kitchen_name text, allergens text[], position integer
        """)

    static let itemGroups = ImportTable(
        "item_modifier_groups",
        """
        id uuid, item_id uuid, group_id uuid, currency text, position integer, min_override integer,
        max_override integer
        """,
        key: "(organization_id, item_id, group_id)", kept: ["id", "item_id", "group_id"], hasVersion: false)

    static let childGroups = ImportTable(
        "modifier_child_groups", "id uuid, modifier_id uuid, group_id uuid, currency text, position integer",
        key: "(organization_id, modifier_id, group_id)", kept: ["id", "modifier_id", "group_id"],
        hasVersion: false)

    static let schedules = ImportTable(
        "menu_schedules",
        """
        id uuid, menu_id uuid, category_id uuid, item_id uuid, weekday_mask integer, starts_at time, ends_at
        time,
        valid_from date, valid_to date
        """)

    static let translations = ImportTable(
        "translations", "id uuid, entity_type text, entity_id uuid, field text, locale text, value text",
        key: "(organization_id, entity_id, field, locale)",
        kept: ["id", "entity_type", "entity_id", "field", "locale"])

    static let itemOverrides = branchTable(
        "branch_overrides", subject: "item_id",
        "currency text, price_minor bigint, is_available boolean, is_hidden boolean")
    static let modifierOverrides = branchTable(
        "branch_overrides", subject: "modifier_id",
        "currency text, price_minor bigint, is_available boolean, is_hidden boolean")
    static let itemBlocks = branchTable(
        "availability_blocks", subject: "item_id",
        "until timestamptz, reason text, remaining_quantity numeric")
    static let modifierBlocks = branchTable(
        "availability_blocks", subject: "modifier_id",
        "until timestamptz, reason text, remaining_quantity numeric")

    /// A table about items or modifiers of a branch: one row for each, by a partial unique index.
    private static func branchTable(_ name: String, subject: String, _ columns: String) -> ImportTable {
        ImportTable(
            name, "id uuid, branch_id uuid, \(subject) uuid, \(columns)",
            key: "(organization_id, branch_id, \(subject)) WHERE \(subject) IS NOT NULL",
            kept: ["id", "branch_id", subject])
    }
}
