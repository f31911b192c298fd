import Postgres

/// The statements that take away what a file no longer has.
enum ImportRemoval {
    /// By item_modifier_groups_item_idx.
    static let itemGroups = Statement(
        "import.removeItemGroups",
        """
        DELETE FROM item_modifier_groups WHERE organization_id = $1 AND item_id = ANY ($2)
        AND (item_id, group_id) NOT IN (SELECT * FROM unnest($3, $4))
        """, parameters: [.uuid, .uuidArray, .uuidArray, .uuidArray])

    /// By modifier_child_groups_modifier_idx.
    static let childGroups = Statement(
        "import.removeChildGroups",
        """
        DELETE FROM modifier_child_groups WHERE organization_id = $1 AND modifier_id = ANY ($2)
        AND (modifier_id, group_id) NOT IN (SELECT * FROM unnest($3, $4))
        """, parameters: [.uuid, .uuidArray, .uuidArray, .uuidArray])

    /// By the three partial indexes of menu_schedules.
    static let schedules = Statement(
        "import.removeSchedules",
        """
        DELETE FROM menu_schedules WHERE organization_id = $1 AND id <> ALL ($3)
        AND (menu_id = ANY ($2) OR category_id = ANY ($2) OR item_id = ANY ($2))
        """, parameters: [.uuid, .uuidArray, .uuidArray])

    /// By the key (organization_id, entity_id, field, locale).
    static let translations = Statement(
        "import.removeTranslations",
        """
        DELETE FROM translations WHERE organization_id = $1 AND entity_id = ANY ($2)
        AND field IN ('name', 'description')
        AND (entity_id, field, locale) NOT IN (SELECT * FROM unnest($3, $4, $5))
        """, parameters: [.uuid, .uuidArray, .uuidArray, .textArray, .textArray])

    /// By menu_items_menu_idx.
    static let items = Statement(
        "import.archiveItems",
        """
        UPDATE menu_items SET deleted_at = now(), updated_at = now(), version = version + 1
        WHERE organization_id = $1 AND menu_id = $2 AND deleted_at IS NULL AND id <> ALL ($3)
        """, parameters: [.uuid, .uuid, .uuidArray])

    /// By menu_categories_menu_idx.
    static let categories = Statement(
        "import.archiveCategories",
        """
        UPDATE menu_categories SET archived_at = now(), updated_at = now(), version = version + 1
        WHERE organization_id = $1 AND menu_id = $2 AND archived_at IS NULL AND id <> ALL ($3)
        """, parameters: [.uuid, .uuid, .uuidArray])

    /// By modifiers_group_idx.
    static let modifiers = Statement(
        "import.archiveModifiers",
        """
        UPDATE modifiers SET archived_at = now(), updated_at = now(), version = version + 1
        WHERE organization_id = $1 AND group_id = ANY ($2) AND archived_at IS NULL AND id <> ALL ($3)
        """, parameters: [.uuid, .uuidArray, .uuidArray])
}
