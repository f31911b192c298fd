-- What a branch does otherwise than the menu: another price, off the card, or not sold. NULL means "as the
-- menu".
CREATE TABLE branch_overrides (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    branch_id uuid NOT NULL,
    item_id uuid,
    modifier_id uuid,
    currency text NOT NULL,
    -- For an item its price, never negative; for a modifier its price delta.
    price_minor bigint CHECK (price_minor BETWEEN -1000000000000 AND 1000000000000),
    is_available boolean,
    is_hidden boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    version integer NOT NULL DEFAULT 1 CHECK (version > 0),
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, branch_id, currency) REFERENCES branches (organization_id, id, currency),
    FOREIGN KEY (organization_id, item_id, currency) REFERENCES menu_items (organization_id, id, currency)
        ON DELETE CASCADE,
    FOREIGN KEY (organization_id, modifier_id, currency) REFERENCES modifiers (organization_id, id, currency)
        ON DELETE CASCADE,
    CONSTRAINT branch_overrides_one_subject CHECK (num_nonnulls(item_id, modifier_id) = 1),
    CONSTRAINT branch_overrides_item_price CHECK (item_id IS NULL OR price_minor >= 0)
);
CREATE UNIQUE INDEX branch_overrides_item_key ON branch_overrides (organization_id, branch_id, item_id)
    WHERE item_id IS NOT NULL;
CREATE UNIQUE INDEX branch_overrides_modifier_key
    ON branch_overrides (organization_id, branch_id, modifier_id)
    WHERE modifier_id IS NOT NULL;
CREATE INDEX branch_overrides_by_item_idx ON branch_overrides (organization_id, item_id)
    WHERE item_id IS NOT NULL;
CREATE INDEX branch_overrides_by_modifier_idx ON branch_overrides (organization_id, modifier_id)
    WHERE modifier_id IS NOT NULL;
CALL protect_tenant_table('branch_overrides');

-- "86": sold out at a branch. A row blocks while its `until` lies ahead (NULL: until taken away) and nothing
-- is left; `remaining_quantity` above 0 counts down the last portions and does not block yet, NULL blocks at
-- once.
CREATE TABLE availability_blocks (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    branch_id uuid NOT NULL,
    item_id uuid,
    modifier_id uuid,
    until timestamptz,
    reason text CHECK (char_length(reason) BETWEEN 1 AND 200),
    remaining_quantity numeric(14, 4) CHECK (remaining_quantity >= 0),
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    version integer NOT NULL DEFAULT 1 CHECK (version > 0),
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, branch_id) REFERENCES branches (organization_id, id),
    FOREIGN KEY (organization_id, item_id) REFERENCES menu_items (organization_id, id) ON DELETE CASCADE,
    FOREIGN KEY (organization_id, modifier_id) REFERENCES modifiers (organization_id, id) ON DELETE CASCADE,
    CONSTRAINT availability_blocks_one_subject CHECK (num_nonnulls(item_id, modifier_id) = 1)
);
CREATE UNIQUE INDEX availability_blocks_item_key ON availability_blocks (organization_id, branch_id, item_id)
    WHERE item_id IS NOT NULL;
CREATE UNIQUE INDEX availability_blocks_modifier_key
    ON availability_blocks (organization_id, branch_id, modifier_id) WHERE modifier_id IS NOT NULL;
CREATE INDEX availability_blocks_by_item_idx ON availability_blocks (organization_id, item_id)
    WHERE item_id IS NOT NULL;
CREATE INDEX availability_blocks_by_modifier_idx ON availability_blocks (organization_id, modifier_id)
    WHERE modifier_id IS NOT NULL;
CALL protect_tenant_table('availability_blocks');
