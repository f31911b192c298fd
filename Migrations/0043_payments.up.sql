-- Money that came in for an order or one of its checks. Its id may be the client's own.
CREATE TABLE payments (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    branch_id uuid NOT NULL,
    order_id uuid NOT NULL,
    check_id uuid,
    business_date date NOT NULL,
    method text NOT NULL CHECK (method IN (
        'CASH', 'CARD', 'UPI', 'YAPE', 'PLIN', 'BANK_TRANSFER', 'OTHER')),
    status text NOT NULL CHECK (status IN (
        'PENDING', 'AUTHORIZED', 'CAPTURED', 'PARTIALLY_REFUNDED', 'REFUNDED', 'VOIDED', 'FAILED')),
    currency text NOT NULL,
    amount_minor bigint NOT NULL CHECK (amount_minor > 0),
    tip_minor bigint NOT NULL DEFAULT 0 CHECK (tip_minor >= 0),
    -- What the guest gave in cash, and got back.
    tendered_minor bigint CHECK (tendered_minor >= amount_minor + tip_minor),
    change_minor bigint NOT NULL DEFAULT 0 CHECK (change_minor >= 0),
    reference text CHECK (char_length(reference) BETWEEN 1 AND 200),
    taken_by uuid,
    captured_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    version integer NOT NULL DEFAULT 1 CHECK (version > 0),
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, branch_id, currency) REFERENCES branches (organization_id, id, currency),
    FOREIGN KEY (organization_id, order_id, branch_id) REFERENCES orders (organization_id, id, branch_id),
    FOREIGN KEY (organization_id, check_id, order_id)
        REFERENCES order_checks (organization_id, id, order_id),
    FOREIGN KEY (organization_id, taken_by) REFERENCES members (organization_id, id),
    CONSTRAINT payments_change CHECK (
        change_minor = coalesce(tendered_minor - amount_minor - tip_minor, 0)),
    CONSTRAINT payments_only_cash_is_tendered CHECK (method = 'CASH' OR tendered_minor IS NULL),
    CONSTRAINT payments_captured CHECK (
        (status IN ('PENDING', 'AUTHORIZED', 'FAILED')) = (captured_at IS NULL) OR status = 'VOIDED')
);
CREATE INDEX payments_order_idx ON payments (organization_id, order_id, created_at);
CREATE INDEX payments_check_idx ON payments (organization_id, check_id) WHERE check_id IS NOT NULL;
CREATE INDEX payments_branch_idx ON payments (organization_id, branch_id, status, created_at, id);
CREATE INDEX payments_taken_by_idx ON payments (organization_id, taken_by);
CALL protect_tenant_table('payments');
CALL audit_tenant_table('payments');
