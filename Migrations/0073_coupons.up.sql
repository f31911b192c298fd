-- A coupon takes something off an order before tax. What it gives, and in which currency, stays as it was made;
-- where, when and how often it holds may change.
CREATE TABLE coupons (
    id uuid NOT NULL,
    organization_id uuid NOT NULL REFERENCES organizations (organization_id),
    code text NOT NULL CHECK (code ~ '^[A-Z0-9_-]{3,32}$'),
    name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 100),
    kind text NOT NULL CHECK (kind IN ('PERCENTAGE', 'FIXED', 'ITEM_FREE', 'BUY_X_GET_Y')),
    currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    rate_bps integer CHECK (rate_bps BETWEEN 1 AND 10000),
    fixed_minor bigint CHECK (fixed_minor > 0),
    paid_portions integer CHECK (paid_portions BETWEEN 0 AND 100),
    free_portions integer CHECK (free_portions BETWEEN 1 AND 100),
    cap_minor bigint CHECK (cap_minor > 0),
    minimum_minor bigint NOT NULL DEFAULT 0 CHECK (minimum_minor >= 0),
    order_types text[] NOT NULL DEFAULT '{}'
        CHECK (order_types <@ ARRAY['DINE_IN', 'TAKEAWAY', 'DELIVERY']),
    is_active boolean NOT NULL DEFAULT true,
    valid_from timestamptz,
    valid_until timestamptz,
    -- Bit 0 is Monday. Hours are the branch's; an end at or before the start lies on the next day.
    weekday_mask smallint NOT NULL DEFAULT 127 CHECK (weekday_mask BETWEEN 1 AND 127),
    starts_at time,
    ends_at time,
    -- Coupons of one group exclude each other; one without goes together with none.
    stacking_group text CHECK (char_length(stacking_group) BETWEEN 1 AND 40),
    use_max integer CHECK (use_max > 0),
    used_count integer NOT NULL DEFAULT 0 CHECK (used_count >= 0),
    customer_use_max integer CHECK (customer_use_max > 0),
    -- Those that were generated at once.
    batch_id uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    version integer NOT NULL DEFAULT 1 CHECK (version > 0),
    PRIMARY KEY (organization_id, id),
    CONSTRAINT coupons_benefit CHECK (num_nonnulls(rate_bps, fixed_minor, free_portions) = 1),
    CONSTRAINT coupons_benefit_of_kind CHECK (CASE kind
        WHEN 'PERCENTAGE' THEN rate_bps IS NOT NULL AND paid_portions IS NULL
        WHEN 'FIXED' THEN fixed_minor IS NOT NULL AND num_nonnulls(paid_portions, cap_minor) = 0
        WHEN 'ITEM_FREE' THEN free_portions IS NOT NULL AND coalesce(paid_portions = 0, false)
        ELSE free_portions IS NOT NULL AND coalesce(paid_portions > 0, false) END),
    CONSTRAINT coupons_window CHECK (valid_from < valid_until),
    CONSTRAINT coupons_hours CHECK (num_nonnulls(starts_at, ends_at) IN (0, 2)),
    -- The last fence against one use too many.
    CONSTRAINT coupons_used CHECK (used_count <= use_max)
);
CREATE UNIQUE INDEX coupons_code_key ON coupons (organization_id, code);
CREATE INDEX coupons_created_idx ON coupons (organization_id, created_at, id);
CREATE INDEX coupons_batch_idx ON coupons (organization_id, batch_id) WHERE batch_id IS NOT NULL;
CALL protect_tenant_table('coupons');
CALL audit_tenant_table('coupons');

-- What a coupon is taken off, and the branches in which it holds; without a row of a kind: all.
CREATE TABLE coupon_targets (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    coupon_id uuid NOT NULL,
    item_id uuid,
    category_id uuid,
    branch_id uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, coupon_id) REFERENCES coupons (organization_id, id) ON DELETE CASCADE,
    FOREIGN KEY (organization_id, item_id) REFERENCES menu_items (organization_id, id),
    FOREIGN KEY (organization_id, category_id) REFERENCES menu_categories (organization_id, id),
    FOREIGN KEY (organization_id, branch_id) REFERENCES branches (organization_id, id),
    CONSTRAINT coupon_targets_one CHECK (num_nonnulls(item_id, category_id, branch_id) = 1)
);
CREATE INDEX coupon_targets_coupon_idx ON coupon_targets (organization_id, coupon_id);
CREATE INDEX coupon_targets_item_idx ON coupon_targets (organization_id, item_id) WHERE item_id IS NOT NULL;
CREATE INDEX coupon_targets_category_idx ON coupon_targets (organization_id, category_id)
    WHERE category_id IS NOT NULL;
CREATE INDEX coupon_targets_branch_idx ON coupon_targets (organization_id, branch_id)
    WHERE branch_id IS NOT NULL;
CALL protect_tenant_table('coupon_targets');
CALL audit_tenant_table('coupon_targets');

-- The coupons that a cart asks for: nothing is claimed until it becomes an order.
CREATE TABLE cart_coupons (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    cart_id uuid NOT NULL,
    coupon_id uuid NOT NULL,
    position integer NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, cart_id) REFERENCES carts (organization_id, id) ON DELETE CASCADE,
    FOREIGN KEY (organization_id, coupon_id) REFERENCES coupons (organization_id, id)
);
CREATE UNIQUE INDEX cart_coupons_cart_key ON cart_coupons (organization_id, cart_id, coupon_id);
CREATE INDEX cart_coupons_coupon_idx ON cart_coupons (organization_id, coupon_id);
CALL protect_tenant_table('cart_coupons');
CALL audit_tenant_table('cart_coupons');

-- One use of a coupon by an order.
CREATE TABLE coupon_redemptions (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    coupon_id uuid NOT NULL,
    order_id uuid NOT NULL,
    customer_id uuid,
    status text NOT NULL DEFAULT 'CLAIMED' CHECK (status IN ('CLAIMED', 'USED', 'RELEASED')),
    used_at timestamptz,
    released_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, coupon_id) REFERENCES coupons (organization_id, id),
    FOREIGN KEY (organization_id, order_id) REFERENCES orders (organization_id, id),
    FOREIGN KEY (organization_id, customer_id) REFERENCES customers (organization_id, id),
    CONSTRAINT coupon_redemptions_released CHECK ((status = 'RELEASED') = (released_at IS NOT NULL)),
    CONSTRAINT coupon_redemptions_used CHECK (status <> 'USED' OR used_at IS NOT NULL)
);
CREATE UNIQUE INDEX coupon_redemptions_order_key ON coupon_redemptions (organization_id, order_id, coupon_id);
CREATE INDEX coupon_redemptions_coupon_idx ON coupon_redemptions (organization_id, coupon_id, created_at, id);
CREATE INDEX coupon_redemptions_customer_idx ON coupon_redemptions (organization_id, customer_id, coupon_id)
    WHERE customer_id IS NOT NULL;
CALL protect_tenant_table('coupon_redemptions');
CALL audit_tenant_table('coupon_redemptions');

-- What a coupon takes off an order. Where it is taken off some items only, `line_ids` grows with the lines
-- that come later.
ALTER TABLE order_discounts
    ADD COLUMN coupon_id uuid,
    ADD COLUMN paid_portions integer CHECK (paid_portions BETWEEN 0 AND 100),
    ADD COLUMN free_portions integer CHECK (free_portions BETWEEN 1 AND 100),
    ADD FOREIGN KEY (organization_id, coupon_id) REFERENCES coupons (organization_id, id),
    ADD CONSTRAINT order_discounts_coupon CHECK ((kind = 'COUPON') = (coupon_id IS NOT NULL)),
    ADD CONSTRAINT order_discounts_portions CHECK ((paid_portions IS NULL) = (free_portions IS NULL)),
    DROP CONSTRAINT order_discounts_one_value,
    ADD CONSTRAINT order_discounts_one_value CHECK (num_nonnulls(rate_bps, fixed_minor, free_portions) = 1),
    DROP CONSTRAINT order_discounts_cap_of_rate,
    ADD CONSTRAINT order_discounts_cap_of_rate CHECK (cap_minor IS NULL OR fixed_minor IS NULL);
CREATE INDEX order_discounts_coupon_idx ON order_discounts (organization_id, coupon_id)
    WHERE coupon_id IS NOT NULL;
