-- A question about an item ("Which sauce?"): how many answers, how many of them free. SINGLE (max 1) and
-- required (min ≥ 1) are derived, never stored. Contradictory settings are refused.
CREATE TABLE modifier_groups (
    id uuid NOT NULL,
    organization_id uuid NOT NULL REFERENCES organizations (organization_id),
    -- What imports and integrations match by; NULL for a group made by hand.
    code text CHECK (char_length(code) BETWEEN 1 AND 64),
    name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
    description text CHECK (char_length(description) BETWEEN 1 AND 2000),
    currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    min_select integer NOT NULL DEFAULT 0 CHECK (min_select BETWEEN 0 AND 1000),
    max_select integer CHECK (max_select BETWEEN 1 AND 1000),
    free_quantity integer NOT NULL DEFAULT 0 CHECK (free_quantity BETWEEN 0 AND 1000),
    allow_quantity boolean NOT NULL DEFAULT false,
    per_option_max integer CHECK (per_option_max BETWEEN 1 AND 1000),
    archived_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    version integer NOT NULL DEFAULT 1 CHECK (version > 0),
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, id, currency),
    CONSTRAINT modifier_groups_max_reaches_min CHECK (max_select >= min_select),
    CONSTRAINT modifier_groups_free_within_max CHECK (free_quantity <= max_select),
    CONSTRAINT modifier_groups_per_option_needs_quantity CHECK (per_option_max IS NULL OR allow_quantity),
    CONSTRAINT modifier_groups_per_option_within_max CHECK (per_option_max <= max_select)
);
CREATE INDEX modifier_groups_name_idx ON modifier_groups (organization_id, name, id);
CREATE UNIQUE INDEX modifier_groups_live_code_key ON modifier_groups (organization_id, currency, code)
    WHERE code IS NOT NULL AND archived_at IS NULL;
CALL protect_tenant_table('modifier_groups');

-- An answer. `price_delta_minor` may be negative; `item_id` names the item that the answer is, if it is one.
CREATE TABLE modifiers (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    group_id uuid NOT NULL,
    name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
    price_delta_minor bigint NOT NULL DEFAULT 0
        CHECK (price_delta_minor BETWEEN -1000000000000 AND 1000000000000),
    currency text NOT NULL,
    is_default boolean NOT NULL DEFAULT false,
    default_quantity integer NOT NULL DEFAULT 1 CHECK (default_quantity BETWEEN 1 AND 1000),
    kitchen_name text CHECK (char_length(kitchen_name) BETWEEN 1 AND 100),
    allergens text[] NOT NULL DEFAULT '{}' CHECK (
        cardinality(allergens) <= 14 AND allergens <@ ARRAY[
            'CELERY', 'CRUSTACEANS', 'EGGS', 'FISH', 'GLUTEN', 'LUPIN', 'MILK', 'MOLLUSCS', 'MUSTARD', 'NUTS',
            'PEANUTS', 'SESAME', 'SOYBEANS', 'SULPHITES']),
    item_id uuid,
    position integer NOT NULL DEFAULT 0,
    archived_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    version integer NOT NULL DEFAULT 1 CHECK (version > 0),
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, id, currency),
    FOREIGN KEY (organization_id, group_id, currency)
        REFERENCES modifier_groups (organization_id, id, currency),
    FOREIGN KEY (organization_id, item_id, currency) REFERENCES menu_items (organization_id, id, currency)
);
CREATE INDEX modifiers_group_idx ON modifiers (organization_id, group_id, position, id);
CREATE INDEX modifiers_item_idx ON modifiers (organization_id, item_id) WHERE item_id IS NOT NULL;
CREATE UNIQUE INDEX modifiers_live_name_key ON modifiers (organization_id, group_id, lower(name))
    WHERE archived_at IS NULL;
CALL protect_tenant_table('modifiers');

-- Which questions an item asks, in which order; an item may narrow or widen a shared group's limits.
CREATE TABLE item_modifier_groups (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    item_id uuid NOT NULL,
    group_id uuid NOT NULL,
    currency text NOT NULL,
    position integer NOT NULL DEFAULT 0,
    min_override integer CHECK (min_override BETWEEN 0 AND 1000),
    max_override integer CHECK (max_override BETWEEN 1 AND 1000),
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, item_id, group_id),
    FOREIGN KEY (organization_id, item_id, currency) REFERENCES menu_items (organization_id, id, currency)
        ON DELETE CASCADE,
    FOREIGN KEY (organization_id, group_id, currency)
        REFERENCES modifier_groups (organization_id, id, currency),
    CHECK (max_override >= min_override)
);
CREATE INDEX item_modifier_groups_item_idx
    ON item_modifier_groups (organization_id, item_id, position, group_id);
CREATE INDEX item_modifier_groups_group_idx ON item_modifier_groups (organization_id, group_id);
CALL protect_tenant_table('item_modifier_groups');

-- Which further questions an answer opens.
CREATE TABLE modifier_child_groups (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    modifier_id uuid NOT NULL,
    group_id uuid NOT NULL,
    currency text NOT NULL,
    position integer NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, modifier_id, group_id),
    FOREIGN KEY (organization_id, modifier_id, currency) REFERENCES modifiers (organization_id, id, currency)
        ON DELETE CASCADE,
    FOREIGN KEY (organization_id, group_id, currency)
        REFERENCES modifier_groups (organization_id, id, currency)
);
CREATE INDEX modifier_child_groups_modifier_idx
    ON modifier_child_groups (organization_id, modifier_id, position, group_id);
CREATE INDEX modifier_child_groups_group_idx ON modifier_child_groups (organization_id, group_id);
CALL protect_tenant_table('modifier_child_groups');
