-- Two live items of a category may share a name only where a SKU tells them apart.
CREATE UNIQUE INDEX menu_items_live_name_key ON menu_items (organization_id, category_id, lower(name))
    WHERE deleted_at IS NULL AND sku IS NULL;
