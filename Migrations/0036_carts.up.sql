-- What somebody means to order: a party at a table (who all share one), a customer, a device that nobody has
-- signed in on, or staff for a guest.
CREATE TABLE carts (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    branch_id uuid NOT NULL,
    session_id uuid,
    customer_id uuid,
    device_hash bytea CHECK (octet_length(device_hash) = 32),
    member_id uuid,
    type text NOT NULL CHECK (type IN ('DINE_IN', 'TAKEAWAY', 'DELIVERY')),
    status text NOT NULL DEFAULT 'OPEN' CHECK (status IN ('OPEN', 'SUBMITTED', 'MERGED', 'ABANDONED')),
    currency text NOT NULL,
    note text CHECK (char_length(note) BETWEEN 1 AND 500),
    -- The total that its readers saw last; nobody is charged another without a word.
    quoted_minor bigint CHECK (quoted_minor >= 0),
    merged_into_id uuid,
    -- The order that it became.
    order_id uuid,
    expires_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    version integer NOT NULL DEFAULT 1 CHECK (version > 0),
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, branch_id, currency) REFERENCES branches (organization_id, id, currency),
    FOREIGN KEY (organization_id, session_id, branch_id)
        REFERENCES table_sessions (organization_id, id, branch_id),
    FOREIGN KEY (organization_id, customer_id) REFERENCES customers (organization_id, id),
    FOREIGN KEY (organization_id, member_id) REFERENCES members (organization_id, id),
    FOREIGN KEY (organization_id, merged_into_id) REFERENCES carts (organization_id, id),
    CONSTRAINT carts_somebodys CHECK (num_nonnulls(session_id, customer_id, device_hash, member_id) >= 1),
    CONSTRAINT carts_submitted_has_order CHECK ((status = 'SUBMITTED') = (order_id IS NOT NULL)),
    CONSTRAINT carts_merged_goes_on CHECK ((status = 'MERGED') = (merged_into_id IS NOT NULL)),
    CONSTRAINT carts_not_into_itself CHECK (merged_into_id <> id)
);
CREATE INDEX carts_branch_idx ON carts (organization_id, branch_id, status, created_at);
CREATE UNIQUE INDEX carts_one_of_a_session_key ON carts (organization_id, session_id)
    WHERE status = 'OPEN' AND session_id IS NOT NULL;
CREATE INDEX carts_session_idx ON carts (organization_id, session_id) WHERE session_id IS NOT NULL;
CREATE INDEX carts_customer_idx ON carts (organization_id, customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX carts_member_idx ON carts (organization_id, member_id) WHERE member_id IS NOT NULL;
CREATE INDEX carts_device_idx ON carts (organization_id, device_hash) WHERE device_hash IS NOT NULL;
CREATE INDEX carts_merged_idx ON carts (organization_id, merged_into_id) WHERE merged_into_id IS NOT NULL;
CREATE UNIQUE INDEX carts_order_key ON carts (organization_id, order_id) WHERE order_id IS NOT NULL;
CREATE INDEX carts_expiry_idx ON carts (organization_id, expires_at) WHERE status = 'OPEN';
CALL protect_tenant_table('carts');
CALL audit_tenant_table('carts');

CREATE TABLE cart_lines (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    cart_id uuid NOT NULL,
    item_id uuid NOT NULL,
    quantity numeric(14, 4) NOT NULL CHECK (quantity > 0),
    instructions text CHECK (char_length(instructions) BETWEEN 1 AND 500),
    guest_id uuid,
    course integer CHECK (course BETWEEN 1 AND 20),
    position integer NOT NULL DEFAULT 0,
    -- Item, choices and instructions: what is chosen alike again raises the quantity.
    configuration_hash bytea NOT NULL CHECK (octet_length(configuration_hash) = 32),
    -- The price of one, choices included, as it was seen last.
    quoted_minor bigint NOT NULL CHECK (quoted_minor >= 0),
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    PRIMARY KEY (organization_id, id),
    -- A choice below another one is of the same line by this key.
    FOREIGN KEY (organization_id, cart_id) REFERENCES carts (organization_id, id) ON DELETE CASCADE,
    FOREIGN KEY (organization_id, item_id) REFERENCES menu_items (organization_id, id),
    FOREIGN KEY (organization_id, guest_id) REFERENCES session_guests (organization_id, id)
);
CREATE INDEX cart_lines_cart_idx ON cart_lines (organization_id, cart_id, position, id);
CREATE INDEX cart_lines_item_idx ON cart_lines (organization_id, item_id);
CREATE INDEX cart_lines_guest_idx ON cart_lines (organization_id, guest_id) WHERE guest_id IS NOT NULL;
CALL protect_tenant_table('cart_lines');
CALL audit_tenant_table('cart_lines');

CREATE TABLE cart_line_modifiers (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    line_id uuid NOT NULL,
    parent_id uuid,
    group_id uuid NOT NULL,
    modifier_id uuid NOT NULL,
    quantity integer NOT NULL DEFAULT 1 CHECK (quantity BETWEEN 1 AND 1000),
    position integer NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, id, line_id),
    FOREIGN KEY (organization_id, line_id) REFERENCES cart_lines (organization_id, id) ON DELETE CASCADE,
    FOREIGN KEY (organization_id, parent_id, line_id)
        REFERENCES cart_line_modifiers (organization_id, id, line_id) ON DELETE CASCADE,
    FOREIGN KEY (organization_id, group_id) REFERENCES modifier_groups (organization_id, id),
    FOREIGN KEY (organization_id, modifier_id) REFERENCES modifiers (organization_id, id),
    CONSTRAINT cart_line_modifiers_not_below_itself CHECK (parent_id <> id)
);
CREATE INDEX cart_line_modifiers_line_idx ON cart_line_modifiers (organization_id, line_id, position, id);
CREATE INDEX cart_line_modifiers_parent_idx ON cart_line_modifiers (organization_id, parent_id)
    WHERE parent_id IS NOT NULL;
CREATE INDEX cart_line_modifiers_group_idx ON cart_line_modifiers (organization_id, group_id);
CREATE INDEX cart_line_modifiers_modifier_idx ON cart_line_modifiers (organization_id, modifier_id);
CALL protect_tenant_table('cart_line_modifiers');
CALL audit_tenant_table('cart_line_modifiers');
