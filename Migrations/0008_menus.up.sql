CREATE TABLE images (
    id uuid NOT NULL,
    organization_id uuid NOT NULL REFERENCES organizations (organization_id),
    url text NOT NULL CHECK (char_length(url) BETWEEN 1 AND 2000),
    alt text CHECK (char_length(alt) BETWEEN 1 AND 500),
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    PRIMARY KEY (organization_id, id)
);
CALL protect_tenant_table('images');

-- A menu has one currency. What it holds repeats the currency, and composite keys prove that they agree: a
-- price in soles cannot be stored under a menu in rupees, nor such a menu be sold at a branch that takes
-- soles.
CREATE TABLE menus (
    id uuid NOT NULL,
    organization_id uuid NOT NULL REFERENCES organizations (organization_id),
    name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
    kind text NOT NULL DEFAULT 'MAIN'
        CHECK (kind IN ('MAIN', 'BREAKFAST', 'LUNCH', 'DINNER', 'DRINKS', 'DESSERTS', 'KIDS', 'CATERING')),
    currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    is_published boolean NOT NULL DEFAULT false,
    position integer NOT NULL DEFAULT 0,
    archived_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    version integer NOT NULL DEFAULT 1 CHECK (version > 0),
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, id, currency)
);
CREATE INDEX menus_position_idx ON menus (organization_id, position, id);
CREATE UNIQUE INDEX menus_live_name_key ON menus (organization_id, lower(name)) WHERE archived_at IS NULL;
CALL protect_tenant_table('menus');

CREATE TABLE menu_branches (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    menu_id uuid NOT NULL,
    branch_id uuid NOT NULL,
    currency text NOT NULL,
    position integer NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, menu_id, branch_id),
    FOREIGN KEY (organization_id, menu_id, currency) REFERENCES menus (organization_id, id, currency)
        ON DELETE CASCADE,
    FOREIGN KEY (organization_id, branch_id, currency) REFERENCES branches (organization_id, id, currency)
);
CREATE INDEX menu_branches_branch_idx ON menu_branches (organization_id, branch_id, position, menu_id);
CALL protect_tenant_table('menu_branches');

-- A tree: a category's parent is of the same menu, and no category is above itself (the trigger below).
CREATE TABLE menu_categories (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    menu_id uuid NOT NULL,
    parent_id uuid,
    name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
    description text CHECK (char_length(description) BETWEEN 1 AND 2000),
    position integer NOT NULL DEFAULT 0,
    image_id uuid,
    currency text NOT NULL,
    archived_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    version integer NOT NULL DEFAULT 1 CHECK (version > 0),
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, id, menu_id),
    FOREIGN KEY (organization_id, menu_id, currency) REFERENCES menus (organization_id, id, currency),
    FOREIGN KEY (organization_id, parent_id, menu_id)
        REFERENCES menu_categories (organization_id, id, menu_id),
    FOREIGN KEY (organization_id, image_id) REFERENCES images (organization_id, id),
    CHECK (parent_id <> id)
);
CREATE INDEX menu_categories_menu_idx ON menu_categories (organization_id, menu_id, parent_id, position, id);
CREATE INDEX menu_categories_parent_idx ON menu_categories (organization_id, parent_id, position, id)
    WHERE parent_id IS NOT NULL;
CREATE INDEX menu_categories_image_idx
    ON menu_categories (organization_id, image_id) WHERE image_id IS NOT NULL;
-- NULLS NOT DISTINCT needs PostgreSQL 15; roots share the nil parent instead.
CREATE UNIQUE INDEX menu_categories_live_name_key ON menu_categories (
    organization_id, menu_id, coalesce(parent_id, '00000000-0000-0000-0000-000000000000'::uuid), lower(name))
    WHERE archived_at IS NULL;
CALL protect_tenant_table('menu_categories');

-- Refuses a cycle and a ninth level. Moves within one menu wait for each other (the menu's row is locked),
-- since two moves that are harmless alone can close a circle together.
CREATE FUNCTION check_menu_category_tree() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $body$
DECLARE
    levels_above integer;
    levels_below integer;
    depth_max CONSTANT integer := 8;
BEGIN
    PERFORM FROM public.menus
    WHERE organization_id = NEW.organization_id AND id = NEW.menu_id FOR NO KEY UPDATE;

    WITH RECURSIVE above (id, parent_id, level) AS (
        SELECT NEW.parent_id, NULL::uuid, 0
        UNION
        SELECT category.parent_id, NULL::uuid, above.level + 1
        FROM above JOIN public.menu_categories AS category
            ON category.organization_id = NEW.organization_id AND category.id = above.id
        WHERE category.parent_id IS NOT NULL AND above.level < depth_max
    )
    SELECT max(level) + 1 INTO levels_above FROM above
    HAVING count(*) FILTER (WHERE id = NEW.id) = 0;
    IF levels_above IS NULL THEN
        RAISE EXCEPTION 'a category cannot lie below itself'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'menu_categories_acyclic', TABLE =
                'menu_categories';
    END IF;

    WITH RECURSIVE below (id, level) AS (
        SELECT NEW.id, 1
        UNION
        SELECT category.id, below.level + 1
        FROM below JOIN public.menu_categories AS category
            ON category.organization_id = NEW.organization_id AND category.parent_id = below.id
        WHERE below.level <= depth_max
    )
    SELECT max(level) INTO levels_below FROM below;
    IF levels_above + levels_below > depth_max THEN
        RAISE EXCEPTION 'categories nest to % levels at most', depth_max
            USING ERRCODE = 'check_violation', CONSTRAINT = 'menu_categories_depth', TABLE =
                'menu_categories';
    END IF;
    RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION check_menu_category_tree() FROM PUBLIC;
CREATE TRIGGER menu_categories_tree AFTER INSERT OR UPDATE OF parent_id ON menu_categories
    FOR EACH ROW WHEN (NEW.parent_id IS NOT NULL) EXECUTE FUNCTION check_menu_category_tree();

-- Allergens are the fourteen of Regulation (EU) No 1169/2011, Annex II; Peru and India ask for a subset of
-- them.
CREATE TABLE menu_items (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    menu_id uuid NOT NULL,
    category_id uuid NOT NULL,
    name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
    description text CHECK (char_length(description) BETWEEN 1 AND 4000),
    sku text CHECK (char_length(sku) BETWEEN 1 AND 64),
    price_minor bigint NOT NULL CHECK (price_minor BETWEEN 0 AND 1000000000000),
    currency text NOT NULL,
    tax_class_id uuid,
    prep_minutes integer CHECK (prep_minutes BETWEEN 0 AND 1440),
    station text CHECK (char_length(station) BETWEEN 1 AND 60),
    allergens text[] NOT NULL DEFAULT '{}' CHECK (
        cardinality(allergens) <= 14 AND allergens <@ ARRAY[
            'CELERY', 'CRUSTACEANS', 'EGGS', 'FISH', 'GLUTEN', 'LUPIN', 'MILK', 'MOLLUSCS', 'MUSTARD', 'NUTS',
            'PEANUTS', 'SESAME', 'SOYBEANS', 'SULPHITES']),
    dietary_tags text[] NOT NULL DEFAULT '{}' CHECK (
        cardinality(dietary_tags) <= 10 AND dietary_tags <@ ARRAY[
            'VEGAN', 'VEGETARIAN', 'JAIN', 'HALAL', 'KOSHER', 'GLUTEN_FREE', 'DAIRY_FREE', 'NUT_FREE',
            'EGG_FREE', 'ALCOHOL']),
    spice_level integer NOT NULL DEFAULT 0 CHECK (spice_level BETWEEN 0 AND 3),
    image_id uuid,
    position integer NOT NULL DEFAULT 0,
    deleted_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    version integer NOT NULL DEFAULT 1 CHECK (version > 0),
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, id, currency),
    FOREIGN KEY (organization_id, menu_id, currency) REFERENCES menus (organization_id, id, currency),
    FOREIGN KEY (organization_id, category_id, menu_id)
        REFERENCES menu_categories (organization_id, id, menu_id),
    FOREIGN KEY (organization_id, tax_class_id) REFERENCES tax_classes (organization_id, id),
    FOREIGN KEY (organization_id, image_id) REFERENCES images (organization_id, id)
);
CREATE INDEX menu_items_category_idx ON menu_items (organization_id, category_id, position, id);
CREATE INDEX menu_items_menu_idx ON menu_items (organization_id, menu_id, position, id);
CREATE INDEX menu_items_tax_class_idx ON menu_items (organization_id, tax_class_id);
CREATE INDEX menu_items_image_idx ON menu_items (organization_id, image_id) WHERE image_id IS NOT NULL;
CREATE UNIQUE INDEX menu_items_live_sku_key ON menu_items (organization_id, menu_id, sku)
    WHERE deleted_at IS NULL AND sku IS NOT NULL;
CALL protect_tenant_table('menu_items');
