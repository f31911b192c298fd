-- round 0: TenantSession.enterByBranchCode
SELECT organization_id, set_config('app.organization', organization_id::text, true)
FROM lookup_key('BRANCH_PUBLIC_CODE', sha256(convert_to($1, 'UTF8')));

-- round 1: PublicMenu.byCode
SELECT t.public_code, t.id
FROM branches AS t
WHERE t.organization_id = $1 AND t.public_code = ANY($2) AND ($3 IS NULL OR t.id = ANY($3)) AND t.archived_at IS NULL;

-- round 2: Branch.byID
SELECT t.id, t.name, t.timezone, t.currency, nullif(t.address <> '{}', false), t.address->>'line1', t.address->>'city'
FROM branches AS t
WHERE t.organization_id = $1 AND t.id = ANY($2) AND ($3 IS NULL OR t.id = ANY($3)) AND t.archived_at IS NULL;

-- round 2: Menu.publishedByBranch
SELECT k.ord, t.id, k.branch_id, coalesce((SELECT tr.value FROM translations AS tr WHERE $1 IS NOT NULL AND tr.organization_id = $2 AND tr.entity_id = t.id AND tr.field = 'name' AND tr.locale = ANY($1) ORDER BY tr.locale DESC LIMIT 1), t.name)
FROM unnest($3) WITH ORDINALITY AS k(branch_id, ord)
JOIN menu_branches AS l ON l.organization_id = $2 AND l.branch_id = k.branch_id
JOIN menus AS t ON t.organization_id = $2 AND t.id = l.menu_id
WHERE t.archived_at IS NULL AND t.is_published
ORDER BY k.ord, l.position, t.id;

-- round 3: MenuCategory.topByMenu
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
SELECT k.ord, t.id, k.branch_id, coalesce((SELECT tr.value FROM translations AS tr WHERE $4 IS NOT NULL AND tr.organization_id = $2 AND tr.entity_id = t.id AND tr.field = 'name' AND tr.locale = ANY($4) ORDER BY tr.locale DESC LIMIT 1), t.name), NOT EXISTS (SELECT FROM closed AS c WHERE c.branch_id = k.branch_id AND c.id IN (t.id, t.menu_id))
FROM unnest($1, $5) WITH ORDINALITY AS k(branch_id, menu_id, ord)
JOIN menu_categories AS t ON t.organization_id = $2 AND t.menu_id = k.menu_id AND t.parent_id IS NULL
WHERE t.archived_at IS NULL
ORDER BY k.ord, t.position, t.id;

-- round 4: MenuSchedule.byCategory
SELECT t.category_id, t.weekday_mask, t.starts_at, t.ends_at, t.valid_from
FROM menu_schedules AS t
WHERE t.organization_id = $1 AND t.category_id = ANY($2)
ORDER BY t.category_id, t.weekday_mask, t.starts_at, t.id;

-- round 4: MenuItem.byCategory
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
SELECT k.ord, coalesce((SELECT tr.value FROM translations AS tr WHERE $4 IS NOT NULL AND tr.organization_id = $2 AND tr.entity_id = t.id AND tr.field = 'name' AND tr.locale = ANY($4) ORDER BY tr.locale DESC LIMIT 1), t.name), coalesce(o.price_minor, t.price_minor), t.currency, ((b.id IS NULL OR coalesce(b.remaining_quantity > 0, false)) AND o.is_available IS NOT FALSE AND NOT EXISTS (SELECT FROM closed AS c WHERE c.branch_id = k.branch_id AND c.id IN (t.id, t.category_id, t.menu_id)))
FROM unnest($1, $5) WITH ORDINALITY AS k(branch_id, category_id, ord)
JOIN menu_items AS t ON t.organization_id = $2 AND t.category_id = k.category_id
LEFT JOIN branch_overrides AS o ON o.organization_id = $2 AND o.branch_id = k.branch_id AND o.item_id = t.id
LEFT JOIN availability_blocks AS b ON b.organization_id = $2 AND b.branch_id = k.branch_id AND b.item_id = t.id AND (b.until IS NULL OR b.until > coalesce($3, now()))
WHERE t.deleted_at IS NULL AND o.is_hidden IS NOT TRUE
ORDER BY k.ord, t.position, t.id;
