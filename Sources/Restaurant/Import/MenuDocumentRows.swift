internal import Postgres

/// The statements that read a whole menu for a file: the same number for any size of menu. `$1` is the
/// tenant, `$2` the menu.
enum MenuDocumentRows {
    /// In the order in which `MenuDocument.init` takes their results.
    static let all = [menu, categories, items, groups, modifiers, itemGroups, childGroups, schedules, texts]

    /// `menus_pkey` serves it.
    private static let menu = Statement(
        "export.menu",
        "SELECT name, kind, currency, is_published, id FROM menus WHERE organization_id = $1 AND id = $2",
        parameters: [.uuid, .uuid])
    /// `menu_categories_menu_idx` serves it.
    private static let categories = Statement(
        "export.categories",
        """
        SELECT id, parent_id, name, description FROM menu_categories
        WHERE organization_id = $1 AND menu_id = $2 AND archived_at IS NULL ORDER BY position, id
        """, parameters: [.uuid, .uuid])
    /// `menu_items_menu_idx` serves it.
    private static let items = Statement(
        "export.items",
        """
        SELECT t.id, t.category_id, t.name, t.description, t.sku, t.price_minor, c.code, t.prep_minutes,
          t.station, array_to_string(t.allergens, ' '), array_to_string(t.dietary_tags, ' '), t.spice_level
        FROM menu_items AS t
        LEFT JOIN tax_classes AS c
          ON c.organization_id = $1 AND c.id = t.tax_class_id AND c.archived_at IS NULL
        WHERE t.organization_id = $1 AND t.menu_id = $2 AND t.deleted_at IS NULL
        ORDER BY t.position, t.id
        """, parameters: [.uuid, .uuid])
    private static let groups = Statement(
        "export.groups",
        """
        \(asked)
        SELECT t.id, t.code, t.name, t.description, t.min_select, t.max_select, t.free_quantity,
          t.allow_quantity, t.per_option_max
        FROM modifier_groups AS t
        WHERE t.organization_id = $1 AND t.id IN (SELECT id FROM asked) AND t.archived_at IS NULL
        ORDER BY t.name, t.id
        """, parameters: [.uuid, .uuid])
    private static let modifiers = Statement(
        "export.modifiers",
        """
        \(asked)
        SELECT t.id, t.group_id, t.name, t.price_delta_minor, t.is_default, t.default_quantity,
          t.kitchen_name, array_to_string(t.allergens, ' ')
        FROM modifiers AS t
        WHERE t.organization_id = $1 AND t.group_id IN (SELECT id FROM asked) AND t.archived_at IS NULL
        ORDER BY t.position, t.id
        """, parameters: [.uuid, .uuid])
    private static let itemGroups = Statement(
        "export.itemGroups",
        """
        SELECT l.item_id, l.group_id, l.min_override, l.max_override
        FROM item_modifier_groups AS l
        JOIN menu_items AS i ON i.organization_id = $1 AND i.id = l.item_id AND i.deleted_at IS NULL
        WHERE l.organization_id = $1 AND i.menu_id = $2 ORDER BY l.position, l.group_id
        """, parameters: [.uuid, .uuid])
    private static let childGroups = Statement(
        "export.childGroups",
        """
        \(asked)
        SELECT l.modifier_id, l.group_id
        FROM modifier_child_groups AS l
        JOIN modifiers AS m ON m.organization_id = $1 AND m.id = l.modifier_id
        WHERE l.organization_id = $1 AND m.group_id IN (SELECT id FROM asked)
        ORDER BY l.position, l.group_id
        """, parameters: [.uuid, .uuid])
    /// The indexes of `menu_schedules` serve it.
    private static let schedules = Statement(
        "export.schedules",
        """
        SELECT coalesce(s.menu_id, s.category_id, s.item_id), s.weekday_mask, to_char(s.starts_at, 'HH24:MI'),
          to_char(s.ends_at, 'HH24:MI'), s.valid_from::text, s.valid_to::text
        FROM menu_schedules AS s
        WHERE s.organization_id = $1 AND (s.menu_id = $2
          OR s.category_id IN (
            SELECT id FROM menu_categories WHERE organization_id = $1 AND menu_id = $2)
          OR s.item_id IN (SELECT id FROM menu_items WHERE organization_id = $1 AND menu_id = $2))
        ORDER BY s.starts_at NULLS FIRST, s.id
        """, parameters: [.uuid, .uuid])
    /// The unique key of `translations` serves it.
    private static let texts = Statement(
        "export.texts",
        """
        \(asked)
        SELECT t.entity_id, t.locale, t.field, t.value FROM translations AS t
        WHERE t.organization_id = $1 AND t.field IN ('name', 'description') AND t.entity_id IN (
          SELECT $2
          UNION ALL SELECT id FROM menu_categories WHERE organization_id = $1 AND menu_id = $2
          UNION ALL SELECT id FROM menu_items WHERE organization_id = $1 AND menu_id = $2
          UNION ALL SELECT id FROM asked
          UNION ALL SELECT m.id FROM modifiers AS m
            WHERE m.organization_id = $1 AND m.group_id IN (SELECT id FROM asked))
        ORDER BY t.entity_id, t.locale, t.field
        """, parameters: [.uuid, .uuid])

    /// The groups that the menu's items ask, at whatever depth.
    private static let asked = """
        WITH RECURSIVE asked (id) AS (
          SELECT l.group_id FROM item_modifier_groups AS l
          JOIN menu_items AS i ON i.organization_id = $1 AND i.id = l.item_id AND i.deleted_at IS NULL
          WHERE l.organization_id = $1 AND i.menu_id = $2
          UNION
          SELECT c.group_id FROM asked
          JOIN modifiers AS m
            ON m.organization_id = $1 AND m.group_id = asked.id AND m.archived_at IS NULL
          JOIN modifier_child_groups AS c ON c.organization_id = $1 AND c.modifier_id = m.id
        )
        """
}
