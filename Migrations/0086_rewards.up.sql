-- What points are exchanged for. What a reward gives, and for how many points, stays as it was made: another one
-- takes its place.
CREATE TABLE rewards (
    id uuid NOT NULL,
    organization_id uuid NOT NULL REFERENCES organizations (organization_id),
    name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 100),
    points bigint NOT NULL CHECK (points BETWEEN 1 AND 1000000000000),
    currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    rate_bps integer CHECK (rate_bps BETWEEN 1 AND 10000),
    fixed_minor bigint CHECK (fixed_minor > 0),
    cap_minor bigint CHECK (cap_minor > 0),
    -- One portion of it is free.
    item_id uuid,
    is_active boolean NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    version integer NOT NULL DEFAULT 1 CHECK (version > 0),
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, item_id) REFERENCES menu_items (organization_id, id),
    CONSTRAINT rewards_benefit CHECK (num_nonnulls(rate_bps, fixed_minor, item_id) = 1),
    CONSTRAINT rewards_cap_of_rate CHECK (cap_minor IS NULL OR rate_bps IS NOT NULL)
);
CREATE INDEX rewards_points_idx ON rewards (organization_id, points, id);
CREATE INDEX rewards_item_idx ON rewards (organization_id, item_id) WHERE item_id IS NOT NULL;
CALL protect_tenant_table('rewards');
CALL audit_tenant_table('rewards');

-- One reward that an order has.
CREATE TABLE reward_redemptions (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    branch_id uuid NOT NULL,
    reward_id uuid NOT NULL,
    order_id uuid NOT NULL,
    points bigint NOT NULL CHECK (points > 0),
    status text NOT NULL DEFAULT 'CLAIMED' CHECK (status IN ('CLAIMED', 'USED', 'RELEASED')),
    used_at timestamptz,
    released_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, reward_id) REFERENCES rewards (organization_id, id),
    FOREIGN KEY (organization_id, order_id, branch_id) REFERENCES orders (organization_id, id, branch_id),
    CONSTRAINT reward_redemptions_released CHECK ((status = 'RELEASED') = (released_at IS NOT NULL)),
    CONSTRAINT reward_redemptions_used CHECK (status <> 'USED' OR used_at IS NOT NULL)
);
CREATE UNIQUE INDEX reward_redemptions_order_key ON reward_redemptions (organization_id, order_id, reward_id)
    WHERE status <> 'RELEASED';
CREATE INDEX reward_redemptions_reward_idx ON reward_redemptions (organization_id, reward_id, created_at, id);
CREATE INDEX reward_redemptions_branch_idx ON reward_redemptions (organization_id, branch_id);
CALL protect_tenant_table('reward_redemptions');
CALL audit_tenant_table('reward_redemptions');

ALTER TABLE order_discounts
    ADD COLUMN reward_id uuid,
    ADD FOREIGN KEY (organization_id, reward_id) REFERENCES rewards (organization_id, id),
    ADD CONSTRAINT order_discounts_reward CHECK ((kind = 'REWARD') = (reward_id IS NOT NULL));
CREATE INDEX order_discounts_reward_idx ON order_discounts (organization_id, reward_id)
    WHERE reward_id IS NOT NULL;
