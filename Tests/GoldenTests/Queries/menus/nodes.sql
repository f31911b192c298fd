-- round 0: MenuItem.inBranch
SELECT k.ord, t.id, coalesce((SELECT tr.value FROM translations AS tr WHERE $1 IS NOT NULL AND tr.organization_id = $2 AND tr.entity_id = t.id AND tr.field = 'name' AND tr.locale = ANY($1) ORDER BY tr.locale DESC LIMIT 1), t.name), t.sku, coalesce(o.price_minor, t.price_minor), t.tax_class_id
FROM unnest($3, $4) WITH ORDINALITY AS k(branch_id, id, ord)
JOIN menu_items AS t ON t.organization_id = $2 AND t.id = k.id
LEFT JOIN branch_overrides AS o ON o.organization_id = $2 AND o.branch_id = k.branch_id AND o.item_id = t.id
WHERE t.deleted_at IS NULL AND (k.branch_id IS NULL OR ($5 IS NULL OR k.branch_id = ANY($5)) AND EXISTS (SELECT FROM menu_branches AS mb WHERE mb.organization_id = $2 AND mb.menu_id = t.menu_id AND mb.branch_id = k.branch_id));

-- round 0: Branch.byID
SELECT t.id, t.id, t.name, nullif(t.address <> '{}', false), t.address->>'city'
FROM branches AS t
WHERE t.organization_id = $1 AND t.id = ANY($2) AND ($3 IS NULL OR t.id = ANY($3)) AND t.archived_at IS NULL;

-- round 0: MenuItem.inBranch
SELECT k.ord, t.id
FROM unnest($1, $2) WITH ORDINALITY AS k(branch_id, id, ord)
JOIN menu_items AS t ON t.organization_id = $3 AND t.id = k.id
WHERE t.deleted_at IS NULL AND (k.branch_id IS NULL OR ($4 IS NULL OR k.branch_id = ANY($4)) AND EXISTS (SELECT FROM menu_branches AS mb WHERE mb.organization_id = $3 AND mb.menu_id = t.menu_id AND mb.branch_id = k.branch_id));

-- round 0: ModifierGroup.all
SELECT 1::bigint, t.id, NULL::uuid, coalesce((SELECT tr.value FROM translations AS tr WHERE $1 IS NOT NULL AND tr.organization_id = $2 AND tr.entity_id = t.id AND tr.field = 'name' AND tr.locale = ANY($1) ORDER BY tr.locale DESC LIMIT 1), t.name), t.name
FROM modifier_groups AS t
WHERE t.organization_id = $2 AND t.archived_at IS NULL AND (t.name, t.id) > ($3, $4)
ORDER BY t.name, t.id
LIMIT $5;

-- round 1: TaxClass.byID
SELECT t.id, t.id
FROM tax_classes AS t
WHERE t.organization_id = $1 AND t.id = ANY($2) AND t.archived_at IS NULL;

-- round 1: Translation.byEntity
SELECT t.entity_id, t.locale, t.field, t.value
FROM translations AS t
WHERE t.organization_id = $1 AND t.entity_id = ANY($2)
ORDER BY t.entity_id, t.field, t.locale;

-- round 1: Modifier.byGroup
SELECT k.ord, coalesce((SELECT tr.value FROM translations AS tr WHERE $1 IS NOT NULL AND tr.organization_id = $2 AND tr.entity_id = t.id AND tr.field = 'name' AND tr.locale = ANY($1) ORDER BY tr.locale DESC LIMIT 1), t.name)
FROM unnest($3, $4) WITH ORDINALITY AS k(branch_id, group_id, ord)
JOIN modifiers AS t ON t.organization_id = $2 AND t.group_id = k.group_id
LEFT JOIN branch_overrides AS o ON o.organization_id = $2 AND o.branch_id = k.branch_id AND o.modifier_id = t.id
WHERE t.archived_at IS NULL AND o.is_hidden IS NOT TRUE
ORDER BY k.ord, t.position, t.id;

-- round 2: TaxRate.byTaxClass
SELECT t.tax_class_id, t.component, t.rate_bps, t.valid_from, t.valid_to
FROM tax_rates AS t
WHERE t.organization_id = $1 AND t.tax_class_id = ANY($2)
ORDER BY t.tax_class_id, t.valid_from, t.component, t.id;
