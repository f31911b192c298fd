-- round 0: Menu.inBranch
WITH RECURSIVE closed (branch_id, id) AS (SELECT d.branch_id, coalesce(s.menu_id, s.category_id, s.item_id)
FROM (SELECT DISTINCT u.branch_id FROM unnest($1) AS u(branch_id)) AS d
JOIN branches AS cb ON cb.organization_id = $2 AND cb.id = d.branch_id
JOIN menu_schedules AS s ON s.organization_id = $2
GROUP BY 1, 2
HAVING NOT bool_or(schedule_matches(
  s.weekday_mask, s.starts_at, s.ends_at, s.valid_from, s.valid_to, coalesce($3, now()) AT TIME ZONE cb.timezone))
UNION
SELECT c.branch_id, m.id
FROM closed AS c
JOIN menu_categories AS m ON m.organization_id = $2 AND m.parent_id = c.id)
SELECT k.ord, t.id, k.branch_id, coalesce((SELECT tr.value FROM translations AS tr WHERE $4 IS NOT NULL AND tr.organization_id = $2 AND tr.entity_id = t.id AND tr.field = 'name' AND tr.locale = ANY($4) ORDER BY tr.locale DESC LIMIT 1), t.name), t.currency, NOT EXISTS (SELECT FROM closed AS c WHERE c.branch_id = k.branch_id AND c.id IN (t.id))
FROM unnest($1, $5) WITH ORDINALITY AS k(branch_id, id, ord)
JOIN menus AS t ON t.organization_id = $2 AND t.id = k.id
WHERE t.archived_at IS NULL AND (k.branch_id IS NULL OR ($6 IS NULL OR k.branch_id = ANY($6)) AND EXISTS (SELECT FROM menu_branches AS mb WHERE mb.organization_id = $2 AND mb.menu_id = t.id AND mb.branch_id = k.branch_id));

-- round 1: MenuCategory.topByMenu
WITH RECURSIVE closed (branch_id, id) AS (SELECT d.branch_id, coalesce(s.menu_id, s.category_id, s.item_id)
FROM (SELECT DISTINCT u.branch_id FROM unnest($1) AS u(branch_id)) AS d
JOIN branches AS cb ON cb.organization_id = $2 AND cb.id = d.branch_id
JOIN menu_schedules AS s ON s.organization_id = $2
GROUP BY 1, 2
HAVING NOT bool_or(schedule_matches(
  s.weekday_mask, s.starts_at, s.ends_at, s.valid_from, s.valid_to, coalesce($3, now()) AT TIME ZONE cb.timezone))
UNION
SELECT c.branch_id, m.id
FROM closed AS c
JOIN menu_categories AS m ON m.organization_id = $2 AND m.parent_id = c.id)
SELECT k.ord, t.id, k.branch_id, coalesce((SELECT tr.value FROM translations AS tr WHERE $4 IS NOT NULL AND tr.organization_id = $2 AND tr.entity_id = t.id AND tr.field = 'name' AND tr.locale = ANY($4) ORDER BY tr.locale DESC LIMIT 1), t.name), coalesce((SELECT tr.value FROM translations AS tr WHERE $4 IS NOT NULL AND tr.organization_id = $2 AND tr.entity_id = t.id AND tr.field = 'description' AND tr.locale = ANY($4) ORDER BY tr.locale DESC LIMIT 1), t.description), NOT EXISTS (SELECT FROM closed AS c WHERE c.branch_id = k.branch_id AND c.id IN (t.id, t.menu_id))
FROM unnest($1, $5) WITH ORDINALITY AS k(branch_id, menu_id, ord)
JOIN menu_categories AS t ON t.organization_id = $2 AND t.menu_id = k.menu_id AND t.parent_id IS NULL
WHERE t.archived_at IS NULL
ORDER BY k.ord, t.position, t.id;

-- round 2: MenuItem.byCategory
SELECT k.ord, coalesce((SELECT tr.value FROM translations AS tr WHERE $1 IS NOT NULL AND tr.organization_id = $2 AND tr.entity_id = t.id AND tr.field = 'name' AND tr.locale = ANY($1) ORDER BY tr.locale DESC LIMIT 1), t.name)
FROM unnest($3, $4) WITH ORDINALITY AS k(branch_id, category_id, ord)
JOIN menu_items AS t ON t.organization_id = $2 AND t.category_id = k.category_id
LEFT JOIN branch_overrides AS o ON o.organization_id = $2 AND o.branch_id = k.branch_id AND o.item_id = t.id
WHERE t.deleted_at IS NULL AND o.is_hidden IS NOT TRUE
ORDER BY k.ord, t.position, t.id;

-- round 2: MenuCategory.byParent
SELECT k.ord, t.id, k.branch_id, t.parent_id, coalesce((SELECT tr.value FROM translations AS tr WHERE $1 IS NOT NULL AND tr.organization_id = $2 AND tr.entity_id = t.id AND tr.field = 'name' AND tr.locale = ANY($1) ORDER BY tr.locale DESC LIMIT 1), t.name)
FROM unnest($3, $4) WITH ORDINALITY AS k(branch_id, parent_id, ord)
JOIN menu_categories AS t ON t.organization_id = $2 AND t.parent_id = k.parent_id
WHERE t.archived_at IS NULL
ORDER BY k.ord, t.position, t.id;

-- round 3: MenuCategory.byID
SELECT k.ord, coalesce((SELECT tr.value FROM translations AS tr WHERE $1 IS NOT NULL AND tr.organization_id = $2 AND tr.entity_id = t.id AND tr.field = 'name' AND tr.locale = ANY($1) ORDER BY tr.locale DESC LIMIT 1), t.name)
FROM unnest($3, $4) WITH ORDINALITY AS k(branch_id, id, ord)
JOIN menu_categories AS t ON t.organization_id = $2 AND t.id = k.id
WHERE t.archived_at IS NULL;

-- round 3: MenuItem.byCategory
WITH RECURSIVE closed (branch_id, id) AS (SELECT d.branch_id, coalesce(s.menu_id, s.category_id, s.item_id)
FROM (SELECT DISTINCT u.branch_id FROM unnest($1) AS u(branch_id)) AS d
JOIN branches AS cb ON cb.organization_id = $2 AND cb.id = d.branch_id
JOIN menu_schedules AS s ON s.organization_id = $2
GROUP BY 1, 2
HAVING NOT bool_or(schedule_matches(
  s.weekday_mask, s.starts_at, s.ends_at, s.valid_from, s.valid_to, coalesce($3, now()) AT TIME ZONE cb.timezone))
UNION
SELECT c.branch_id, m.id
FROM closed AS c
JOIN menu_categories AS m ON m.organization_id = $2 AND m.parent_id = c.id)
SELECT k.ord, t.id, k.branch_id, coalesce((SELECT tr.value FROM translations AS tr WHERE $4 IS NOT NULL AND tr.organization_id = $2 AND tr.entity_id = t.id AND tr.field = 'name' AND tr.locale = ANY($4) ORDER BY tr.locale DESC LIMIT 1), t.name), coalesce(o.price_minor, t.price_minor), t.price_minor, t.currency, t.allergens, ((b.id IS NULL OR coalesce(b.remaining_quantity > 0, false)) AND o.is_available IS NOT FALSE AND NOT EXISTS (SELECT FROM closed AS c WHERE c.branch_id = k.branch_id AND c.id IN (t.id, t.category_id, t.menu_id))), b.id, b.reason, b.until, o.id, o.price_minor, o.is_hidden
FROM unnest($1, $5) WITH ORDINALITY AS k(branch_id, category_id, ord)
JOIN menu_items AS t ON t.organization_id = $2 AND t.category_id = k.category_id
LEFT JOIN branch_overrides AS o ON o.organization_id = $2 AND o.branch_id = k.branch_id AND o.item_id = t.id
LEFT JOIN availability_blocks AS b ON b.organization_id = $2 AND b.branch_id = k.branch_id AND b.item_id = t.id AND (b.until IS NULL OR b.until > coalesce($3, now()))
WHERE t.deleted_at IS NULL AND o.is_hidden IS NOT TRUE
ORDER BY k.ord, t.position, t.id;

-- round 4: ModifierGroup.byItem
SELECT k.ord, t.id, k.branch_id, coalesce((SELECT tr.value FROM translations AS tr WHERE $1 IS NOT NULL AND tr.organization_id = $2 AND tr.entity_id = t.id AND tr.field = 'name' AND tr.locale = ANY($1) ORDER BY tr.locale DESC LIMIT 1), t.name), coalesce(l.min_override, t.min_select), coalesce(l.max_override, t.max_select)
FROM unnest($3, $4) WITH ORDINALITY AS k(branch_id, item_id, ord)
JOIN item_modifier_groups AS l ON l.organization_id = $2 AND l.item_id = k.item_id
JOIN modifier_groups AS t ON t.organization_id = $2 AND t.id = l.group_id
WHERE t.archived_at IS NULL
ORDER BY k.ord, l.position, t.id;

-- round 5: Modifier.byGroup
SELECT k.ord, t.id, k.branch_id, coalesce((SELECT tr.value FROM translations AS tr WHERE $1 IS NOT NULL AND tr.organization_id = $2 AND tr.entity_id = t.id AND tr.field = 'name' AND tr.locale = ANY($1) ORDER BY tr.locale DESC LIMIT 1), t.name), coalesce(o.price_minor, t.price_delta_minor), ((b.id IS NULL OR coalesce(b.remaining_quantity > 0, false)) AND o.is_available IS NOT FALSE)
FROM unnest($3, $4) WITH ORDINALITY AS k(branch_id, group_id, ord)
JOIN modifiers AS t ON t.organization_id = $2 AND t.group_id = k.group_id
LEFT JOIN branch_overrides AS o ON o.organization_id = $2 AND o.branch_id = k.branch_id AND o.modifier_id = t.id
LEFT JOIN availability_blocks AS b ON b.organization_id = $2 AND b.branch_id = k.branch_id AND b.modifier_id = t.id AND (b.until IS NULL OR b.until > coalesce($5, now()))
WHERE t.archived_at IS NULL AND o.is_hidden IS NOT TRUE
ORDER BY k.ord, t.position, t.id;

-- round 6: ModifierGroup.byModifier
SELECT k.ord, t.id, k.branch_id, coalesce((SELECT tr.value FROM translations AS tr WHERE $1 IS NOT NULL AND tr.organization_id = $2 AND tr.entity_id = t.id AND tr.field = 'name' AND tr.locale = ANY($1) ORDER BY tr.locale DESC LIMIT 1), t.name), t.min_select
FROM unnest($3, $4) WITH ORDINALITY AS k(branch_id, modifier_id, ord)
JOIN modifier_child_groups AS l ON l.organization_id = $2 AND l.modifier_id = k.modifier_id
JOIN modifier_groups AS t ON t.organization_id = $2 AND t.id = l.group_id
WHERE t.archived_at IS NULL
ORDER BY k.ord, l.position, t.id;

-- round 7: Modifier.byGroup
SELECT k.ord, coalesce((SELECT tr.value FROM translations AS tr WHERE $1 IS NOT NULL AND tr.organization_id = $2 AND tr.entity_id = t.id AND tr.field = 'name' AND tr.locale = ANY($1) ORDER BY tr.locale DESC LIMIT 1), t.name), coalesce(o.price_minor, t.price_delta_minor), t.currency
FROM unnest($3, $4) WITH ORDINALITY AS k(branch_id, group_id, ord)
JOIN modifiers AS t ON t.organization_id = $2 AND t.group_id = k.group_id
LEFT JOIN branch_overrides AS o ON o.organization_id = $2 AND o.branch_id = k.branch_id AND o.modifier_id = t.id
WHERE t.archived_at IS NULL AND o.is_hidden IS NOT TRUE
ORDER BY k.ord, t.position, t.id;
