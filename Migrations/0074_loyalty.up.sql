-- How guests are thanked for coming back: one program an organization.
CREATE TABLE loyalty_programs (
    id uuid NOT NULL,
    organization_id uuid NOT NULL REFERENCES organizations (organization_id),
    name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 100),
    is_active boolean NOT NULL DEFAULT true,
    -- Orders in another currency earn nothing.
    currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    -- Points for one unit of the currency; 10000 is one.
    rate_bps bigint NOT NULL DEFAULT 10000 CHECK (rate_bps BETWEEN 0 AND 100000000),
    -- Days until points expire; NULL for never.
    lot_days integer CHECK (lot_days BETWEEN 1 AND 36500),
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    version integer NOT NULL DEFAULT 1 CHECK (version > 0),
    PRIMARY KEY (organization_id, id)
);
CREATE UNIQUE INDEX loyalty_programs_one_key ON loyalty_programs (organization_id);
CALL protect_tenant_table('loyalty_programs');
CALL audit_tenant_table('loyalty_programs');

CREATE TABLE loyalty_tiers (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    program_id uuid NOT NULL,
    name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 60),
    -- Points ever earned from which it holds.
    min_points bigint NOT NULL CHECK (min_points BETWEEN 0 AND 1000000000000),
    multiplier_bps bigint NOT NULL DEFAULT 10000 CHECK (multiplier_bps BETWEEN 0 AND 1000000),
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    version integer NOT NULL DEFAULT 1 CHECK (version > 0),
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, program_id) REFERENCES loyalty_programs (organization_id, id)
);
CREATE UNIQUE INDEX loyalty_tiers_points_key ON loyalty_tiers (organization_id, program_id, min_points);
CALL protect_tenant_table('loyalty_tiers');
CALL audit_tenant_table('loyalty_tiers');

-- What a customer has; the balance is the sum of the entries, and what is left of their lots.
CREATE TABLE loyalty_accounts (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    customer_id uuid NOT NULL,
    balance bigint NOT NULL DEFAULT 0 CHECK (balance >= 0),
    -- Ever earned, less what was taken back.
    lifetime bigint NOT NULL DEFAULT 0 CHECK (lifetime >= 0),
    -- Points of refunded orders that were spent already: what comes next pays them first.
    owed bigint NOT NULL DEFAULT 0 CHECK (owed >= 0),
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    version integer NOT NULL DEFAULT 1 CHECK (version > 0),
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, customer_id) REFERENCES customers (organization_id, id),
    CONSTRAINT loyalty_accounts_owes_or_has CHECK (owed = 0 OR balance = 0)
);
CREATE UNIQUE INDEX loyalty_accounts_customer_key ON loyalty_accounts (organization_id, customer_id);
CALL protect_tenant_table('loyalty_accounts');
CALL audit_tenant_table('loyalty_accounts');

-- The ledger. Points that come in are a lot, of which `remaining` is left; points that go are taken off the
-- lots that expire first.
CREATE TABLE loyalty_entries (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    account_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('EARN', 'REDEEM', 'ADJUST', 'EXPIRE', 'REVERSE')),
    points bigint NOT NULL,
    -- What of it was gone already, and is owed.
    owed bigint NOT NULL DEFAULT 0 CHECK (owed >= 0),
    remaining bigint NOT NULL DEFAULT 0 CHECK (remaining >= 0),
    expires_at timestamptz,
    -- The order that earned them, or that lost them again.
    order_id uuid,
    reason text CHECK (char_length(reason) BETWEEN 1 AND 200),
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, account_id) REFERENCES loyalty_accounts (organization_id, id),
    FOREIGN KEY (organization_id, order_id) REFERENCES orders (organization_id, id),
    CONSTRAINT loyalty_entries_lot CHECK (remaining <= greatest(points, 0)),
    CONSTRAINT loyalty_entries_sign CHECK (CASE kind
        WHEN 'EARN' THEN points > 0 WHEN 'ADJUST' THEN true ELSE points <= 0 END),
    CONSTRAINT loyalty_entries_something CHECK (points <> 0 OR owed > 0)
);
CREATE INDEX loyalty_entries_account_idx ON loyalty_entries (organization_id, account_id, created_at, id);
CREATE INDEX loyalty_entries_lots_idx ON loyalty_entries (organization_id, account_id, expires_at)
    WHERE remaining > 0;
CREATE INDEX loyalty_entries_expiry_idx ON loyalty_entries (organization_id, expires_at, id)
    WHERE remaining > 0 AND expires_at IS NOT NULL;
CREATE INDEX loyalty_entries_order_idx ON loyalty_entries (organization_id, order_id)
    WHERE order_id IS NOT NULL;
-- An order earns once, whatever is read twice.
CREATE UNIQUE INDEX loyalty_entries_earned_key ON loyalty_entries (organization_id, order_id)
    WHERE kind = 'EARN';
CALL protect_tenant_table('loyalty_entries');
CALL audit_tenant_table('loyalty_entries');

-- How far a part of the business has read a branch's event log: moved on in the transaction that does what the
-- events ask for, so that each has its effect once.
CREATE TABLE event_cursors (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    branch_id uuid NOT NULL,
    consumer text NOT NULL CHECK (char_length(consumer) BETWEEN 1 AND 40),
    sequence bigint NOT NULL DEFAULT 0 CHECK (sequence >= 0),
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, branch_id) REFERENCES branches (organization_id, id)
);
CREATE UNIQUE INDEX event_cursors_branch_key ON event_cursors (organization_id, branch_id, consumer);
CALL protect_tenant_table('event_cursors');
