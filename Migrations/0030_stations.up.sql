-- Where a branch makes things: the grill, the bar. One of them takes what no route names.
CREATE TABLE stations (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    branch_id uuid NOT NULL,
    name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 60),
    position integer NOT NULL DEFAULT 0,
    is_default boolean NOT NULL DEFAULT false,
    archived_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    version integer NOT NULL DEFAULT 1 CHECK (version > 0),
    PRIMARY KEY (organization_id, id),
    -- What is made at a station belongs to its branch by this key.
    UNIQUE (organization_id, id, branch_id),
    FOREIGN KEY (organization_id, branch_id) REFERENCES branches (organization_id, id),
    CONSTRAINT stations_default_lives CHECK (NOT is_default OR archived_at IS NULL)
);
CREATE INDEX stations_branch_idx ON stations (organization_id, branch_id, position, id);
CREATE UNIQUE INDEX stations_live_name_key ON stations (organization_id, branch_id, lower(name))
    WHERE archived_at IS NULL;
CREATE UNIQUE INDEX stations_one_default_key ON stations (organization_id, branch_id) WHERE is_default;
CALL protect_tenant_table('stations');
CALL audit_tenant_table('stations');

-- What is made where. The nearest route decides: that of a chosen modifier, of the item, of its category, of
-- the category above.
CREATE TABLE station_routes (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    branch_id uuid NOT NULL,
    station_id uuid NOT NULL,
    category_id uuid,
    item_id uuid,
    modifier_id uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, station_id, branch_id)
        REFERENCES stations (organization_id, id, branch_id) ON DELETE CASCADE,
    FOREIGN KEY (organization_id, category_id)
        REFERENCES menu_categories (organization_id, id) ON DELETE CASCADE,
    FOREIGN KEY (organization_id, item_id) REFERENCES menu_items (organization_id, id) ON DELETE CASCADE,
    FOREIGN KEY (organization_id, modifier_id) REFERENCES modifiers (organization_id, id) ON DELETE CASCADE,
    CONSTRAINT station_routes_one_subject CHECK (num_nonnulls(category_id, item_id, modifier_id) = 1)
);
CREATE INDEX station_routes_station_idx ON station_routes (organization_id, station_id);
CREATE UNIQUE INDEX station_routes_category_key ON station_routes (organization_id, branch_id, category_id)
    WHERE category_id IS NOT NULL;
CREATE UNIQUE INDEX station_routes_item_key ON station_routes (organization_id, branch_id, item_id)
    WHERE item_id IS NOT NULL;
CREATE UNIQUE INDEX station_routes_modifier_key ON station_routes (organization_id, branch_id, modifier_id)
    WHERE modifier_id IS NOT NULL;
CREATE INDEX station_routes_by_category_idx ON station_routes (organization_id, category_id)
    WHERE category_id IS NOT NULL;
CREATE INDEX station_routes_by_item_idx ON station_routes (organization_id, item_id)
    WHERE item_id IS NOT NULL;
CREATE INDEX station_routes_by_modifier_idx ON station_routes (organization_id, modifier_id)
    WHERE modifier_id IS NOT NULL;
CALL protect_tenant_table('station_routes');
CALL audit_tenant_table('station_routes');
