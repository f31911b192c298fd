-- A small fixed world: two tenants; the first has two branches that sell one menu differently.
-- Run as a superuser, whom row level security does not bind.
CREATE FUNCTION pg_temp.u(n integer) RETURNS uuid LANGUAGE sql IMMUTABLE
RETURN ('01900000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid;

INSERT INTO organizations (id, organization_id, name, slug, plan, default_locale) VALUES
    (pg_temp.u(1), pg_temp.u(1), 'Mar y Ají', 'mar-y-aji', 'PRO', 'es'),
    (pg_temp.u(2), pg_temp.u(2), 'Dosa Corner', 'dosa-corner', 'FREE', 'en');
INSERT INTO branches (id, organization_id, name, slug, public_code, address, timezone, currency, default_locale) VALUES
    (pg_temp.u(11), pg_temp.u(1), 'Miraflores', 'miraflores', 'mar-miraflores',
        '{"line1": "Av. Larco 123", "city": "Lima", "country": "PE"}', 'America/Lima', 'PEN', 'es'),
    (pg_temp.u(12), pg_temp.u(1), 'Barranco', 'barranco', 'mar-barranco', '{}', 'America/Lima', 'PEN', 'es'),
    (pg_temp.u(21), pg_temp.u(2), 'Indiranagar', 'indiranagar', 'dosa-indiranagar', '{}', 'Asia/Kolkata', 'INR', 'en');
INSERT INTO users (id, email, display_name) VALUES
    (pg_temp.u(301), 'ana@mar.example', 'Ana'), (pg_temp.u(302), 'beto@mar.example', 'Beto'),
    (pg_temp.u(303), 'carla@mar.example', 'Carla'), (pg_temp.u(304), 'diego@mar.example', 'Diego'),
    (pg_temp.u(305), 'elena@mar.example', 'Elena'), (pg_temp.u(306), 'felipe@mar.example', 'Felipe'),
    (pg_temp.u(311), 'gita@dosa.example', 'Gita'), (pg_temp.u(312), 'hari@dosa.example', 'Hari');
INSERT INTO members (id, organization_id, user_id, role, is_owner) VALUES
    (pg_temp.u(401), pg_temp.u(1), pg_temp.u(301), 'ORG_ADMIN', true),
    (pg_temp.u(402), pg_temp.u(1), pg_temp.u(302), 'ORG_ADMIN', false),
    (pg_temp.u(403), pg_temp.u(1), pg_temp.u(303), 'BRANCH_MANAGER', false),
    (pg_temp.u(404), pg_temp.u(1), pg_temp.u(304), 'WAITER', false),
    (pg_temp.u(405), pg_temp.u(1), pg_temp.u(305), 'WAITER', false),
    (pg_temp.u(406), pg_temp.u(1), pg_temp.u(306), 'KITCHEN', false),
    (pg_temp.u(411), pg_temp.u(2), pg_temp.u(311), 'ORG_ADMIN', true),
    (pg_temp.u(412), pg_temp.u(2), pg_temp.u(312), 'WAITER', false);
INSERT INTO member_branches (id, organization_id, member_id, branch_id) VALUES
    (pg_temp.u(423), pg_temp.u(1), pg_temp.u(403), pg_temp.u(11)),
    (pg_temp.u(424), pg_temp.u(1), pg_temp.u(404), pg_temp.u(11)),
    (pg_temp.u(425), pg_temp.u(1), pg_temp.u(405), pg_temp.u(12)),
    (pg_temp.u(426), pg_temp.u(1), pg_temp.u(406), pg_temp.u(11)),
    (pg_temp.u(427), pg_temp.u(1), pg_temp.u(406), pg_temp.u(12)),
    (pg_temp.u(428), pg_temp.u(2), pg_temp.u(412), pg_temp.u(21));
INSERT INTO api_keys (id, organization_id, branch_id, name, prefix, key_hash, scopes) VALUES
    (pg_temp.u(501), pg_temp.u(1), NULL, 'Delivery', 'ck_aaaaaaaa', sha256('first'), '{menu:read}'),
    (pg_temp.u(511), pg_temp.u(2), NULL, 'Books', 'ck_bbbbbbbb', sha256('second'), '{menu:read}');
INSERT INTO staff_shifts (id, organization_id, branch_id, member_id, clock_in, clock_out) VALUES
    (pg_temp.u(521), pg_temp.u(1), pg_temp.u(11), pg_temp.u(404), '2026-02-28T14:00Z', '2026-02-28T22:00Z'),
    (pg_temp.u(531), pg_temp.u(2), pg_temp.u(21), pg_temp.u(412), '2026-02-28T06:00Z', '2026-02-28T14:00Z');
INSERT INTO spaces (id, organization_id, branch_id, name, position) VALUES
    (pg_temp.u(13), pg_temp.u(1), pg_temp.u(11), 'Terraza', 1),
    (pg_temp.u(14), pg_temp.u(1), pg_temp.u(12), 'Salón', 1),
    (pg_temp.u(23), pg_temp.u(2), pg_temp.u(21), 'Hall', 1);
INSERT INTO tables (id, organization_id, branch_id, space_id, label, sort_key, capacity, qr_token, short_code)
SELECT pg_temp.u(1000 + n), pg_temp.u(1), pg_temp.u(11), pg_temp.u(13), 'T' || n, 'T' || lpad(n::text, 5, '0'), 4,
    'qr-token-of-table-' || n, 'T' || lpad(n::text, 3, '0')
FROM generate_series(1, 5) AS n;
INSERT INTO tables (id, organization_id, branch_id, space_id, label, sort_key, capacity, qr_token, short_code) VALUES
    (pg_temp.u(1101), pg_temp.u(1), pg_temp.u(12), pg_temp.u(14), 'B1', 'B00001', 2, 'qr-token-of-barranco-1', 'B001'),
    (pg_temp.u(1201), pg_temp.u(2), pg_temp.u(21), pg_temp.u(23), 'D1', 'D00001', 2, 'qr-token-of-dosa-1', 'D001');
INSERT INTO tax_classes (id, organization_id, name, code) VALUES
    (pg_temp.u(15), pg_temp.u(1), 'General', 'GENERAL'), (pg_temp.u(25), pg_temp.u(2), 'Food', 'FOOD');
INSERT INTO tax_rates (id, organization_id, tax_class_id, component, rate_bps, valid_from) VALUES
    (pg_temp.u(16), pg_temp.u(1), pg_temp.u(15), 'IGV', 1600, '2020-01-01'),
    (pg_temp.u(17), pg_temp.u(1), pg_temp.u(15), 'IPM', 200, '2020-01-01');

INSERT INTO menus (id, organization_id, name, kind, currency, is_published, position) VALUES
    (pg_temp.u(100), pg_temp.u(1), 'Carta', 'MAIN', 'PEN', true, 1),
    (pg_temp.u(101), pg_temp.u(1), 'Borrador', 'DINNER', 'PEN', false, 2),
    (pg_temp.u(200), pg_temp.u(2), 'All day', 'MAIN', 'INR', true, 1);
INSERT INTO menu_branches (id, organization_id, menu_id, branch_id, currency, position) VALUES
    (pg_temp.u(102), pg_temp.u(1), pg_temp.u(100), pg_temp.u(11), 'PEN', 1),
    (pg_temp.u(103), pg_temp.u(1), pg_temp.u(100), pg_temp.u(12), 'PEN', 1),
    (pg_temp.u(104), pg_temp.u(1), pg_temp.u(101), pg_temp.u(11), 'PEN', 2),
    (pg_temp.u(201), pg_temp.u(2), pg_temp.u(200), pg_temp.u(21), 'INR', 1);
INSERT INTO menu_categories (id, organization_id, menu_id, parent_id, name, description, position, currency) VALUES
    (pg_temp.u(110), pg_temp.u(1), pg_temp.u(100), NULL, 'Del mar', 'Fresco cada mañana', 1, 'PEN'),
    (pg_temp.u(111), pg_temp.u(1), pg_temp.u(100), pg_temp.u(110), 'Ceviches', NULL, 1, 'PEN'),
    (pg_temp.u(112), pg_temp.u(1), pg_temp.u(100), NULL, 'Desayunos', NULL, 2, 'PEN'),
    (pg_temp.u(210), pg_temp.u(2), pg_temp.u(200), NULL, 'Dosas', NULL, 1, 'INR');
INSERT INTO menu_items (id, organization_id, menu_id, category_id, name, description, sku, price_minor, currency,
    tax_class_id, allergens, spice_level, position) VALUES
    (pg_temp.u(120), pg_temp.u(1), pg_temp.u(100), pg_temp.u(111), 'Ceviche clásico', 'Pescado del día, limón y ají',
        'CEV-1', 3800, 'PEN', pg_temp.u(15), '{FISH}', 2, 1),
    (pg_temp.u(121), pg_temp.u(1), pg_temp.u(100), pg_temp.u(111), 'Ceviche mixto', NULL, 'CEV-2', 4500, 'PEN',
        pg_temp.u(15), '{FISH,MOLLUSCS}', 1, 2),
    (pg_temp.u(122), pg_temp.u(1), pg_temp.u(100), pg_temp.u(111), 'Leche de tigre', NULL, 'CEV-3', 1800, 'PEN',
        pg_temp.u(15), '{FISH}', 3, 3),
    (pg_temp.u(123), pg_temp.u(1), pg_temp.u(100), pg_temp.u(112), 'Pan con chicharrón', NULL, 'DES-1', 1500, 'PEN',
        pg_temp.u(15), '{GLUTEN}', 0, 1),
    (pg_temp.u(220), pg_temp.u(2), pg_temp.u(200), pg_temp.u(210), 'Masala dosa', NULL, 'DOSA-1', 12000, 'INR',
        pg_temp.u(25), '{}', 1, 1);
INSERT INTO modifier_groups (id, organization_id, name, currency, min_select, max_select) VALUES
    (pg_temp.u(130), pg_temp.u(1), 'Tamaño', 'PEN', 1, 1),
    (pg_temp.u(131), pg_temp.u(1), 'Guarnición', 'PEN', 0, 2),
    (pg_temp.u(230), pg_temp.u(2), 'Chutney', 'INR', 0, NULL);
INSERT INTO modifiers (id, organization_id, group_id, name, price_delta_minor, currency, position) VALUES
    (pg_temp.u(140), pg_temp.u(1), pg_temp.u(130), 'Personal', 0, 'PEN', 1),
    (pg_temp.u(141), pg_temp.u(1), pg_temp.u(130), 'Fuente', 2500, 'PEN', 2),
    (pg_temp.u(142), pg_temp.u(1), pg_temp.u(131), 'Camote', 0, 'PEN', 1),
    (pg_temp.u(143), pg_temp.u(1), pg_temp.u(131), 'Choclo', 300, 'PEN', 2),
    (pg_temp.u(240), pg_temp.u(2), pg_temp.u(230), 'Coconut', 0, 'INR', 1);
INSERT INTO item_modifier_groups (id, organization_id, item_id, group_id, currency, position, min_override) VALUES
    (pg_temp.u(150), pg_temp.u(1), pg_temp.u(120), pg_temp.u(130), 'PEN', 1, NULL),
    (pg_temp.u(151), pg_temp.u(1), pg_temp.u(121), pg_temp.u(130), 'PEN', 1, 0),
    (pg_temp.u(250), pg_temp.u(2), pg_temp.u(220), pg_temp.u(230), 'INR', 1, NULL);
INSERT INTO modifier_child_groups (id, organization_id, modifier_id, group_id, currency, position) VALUES
    (pg_temp.u(152), pg_temp.u(1), pg_temp.u(141), pg_temp.u(131), 'PEN', 1);
INSERT INTO branch_overrides (id, organization_id, branch_id, item_id, modifier_id, currency, price_minor, is_hidden)
VALUES
    (pg_temp.u(160), pg_temp.u(1), pg_temp.u(11), pg_temp.u(120), NULL, 'PEN', 4200, false),
    (pg_temp.u(161), pg_temp.u(1), pg_temp.u(11), pg_temp.u(122), NULL, 'PEN', NULL, true),
    (pg_temp.u(162), pg_temp.u(1), pg_temp.u(11), NULL, pg_temp.u(143), 'PEN', 350, false);
INSERT INTO availability_blocks (id, organization_id, branch_id, item_id, until, reason) VALUES
    (pg_temp.u(170), pg_temp.u(1), pg_temp.u(11), pg_temp.u(121), '2026-03-01T22:00:00Z', 'Sin pulpo');
INSERT INTO menu_schedules (id, organization_id, category_id, weekday_mask, starts_at, ends_at) VALUES
    (pg_temp.u(180), pg_temp.u(1), pg_temp.u(112), 127, '07:00', '11:00');
INSERT INTO translations (id, organization_id, entity_type, entity_id, field, locale, value) VALUES
    (pg_temp.u(190), pg_temp.u(1), 'menus', pg_temp.u(100), 'name', 'en', 'Menu'),
    (pg_temp.u(191), pg_temp.u(1), 'menu_categories', pg_temp.u(110), 'name', 'en', 'From the sea'),
    (pg_temp.u(192), pg_temp.u(1), 'menu_items', pg_temp.u(120), 'name', 'en', 'Classic ceviche'),
    (pg_temp.u(193), pg_temp.u(1), 'modifier_groups', pg_temp.u(130), 'name', 'en', 'Size'),
    (pg_temp.u(194), pg_temp.u(1), 'modifiers', pg_temp.u(141), 'name', 'en', 'Platter');
