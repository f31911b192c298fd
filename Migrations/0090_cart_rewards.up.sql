-- Rewards that somebody means to have with a cart. No points are gone yet: they are taken when it becomes an order.
CREATE TABLE cart_rewards (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    cart_id uuid NOT NULL,
    reward_id uuid NOT NULL,
    position integer NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, cart_id) REFERENCES carts (organization_id, id) ON DELETE CASCADE,
    FOREIGN KEY (organization_id, reward_id) REFERENCES rewards (organization_id, id)
);
CREATE UNIQUE INDEX cart_rewards_cart_key ON cart_rewards (organization_id, cart_id, reward_id);
CREATE INDEX cart_rewards_reward_idx ON cart_rewards (organization_id, reward_id);
CALL protect_tenant_table('cart_rewards');
CALL audit_tenant_table('cart_rewards');
