-- A drawer from its opening to its count. One register has one of them at a time.
CREATE TABLE cash_sessions (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    branch_id uuid NOT NULL,
    register text NOT NULL CHECK (char_length(register) BETWEEN 1 AND 40),
    business_date date NOT NULL,
    status text NOT NULL DEFAULT 'OPEN' CHECK (status IN ('OPEN', 'COUNTING', 'CLOSED')),
    currency text NOT NULL,
    float_minor bigint NOT NULL CHECK (float_minor >= 0),
    counted_minor bigint CHECK (counted_minor >= 0),
    -- What the books say, and by how much the count differs: both only when it is over.
    expected_minor bigint,
    difference_minor bigint,
    note text CHECK (char_length(note) BETWEEN 1 AND 500),
    opened_by uuid,
    opened_at timestamptz NOT NULL DEFAULT now(),
    counting_at timestamptz,
    closed_by uuid,
    closed_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    version integer NOT NULL DEFAULT 1 CHECK (version > 0),
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, id, branch_id),
    FOREIGN KEY (organization_id, branch_id, currency) REFERENCES branches (organization_id, id, currency),
    FOREIGN KEY (organization_id, opened_by) REFERENCES members (organization_id, id),
    FOREIGN KEY (organization_id, closed_by) REFERENCES members (organization_id, id),
    CONSTRAINT cash_sessions_counting CHECK ((status = 'OPEN') = (counting_at IS NULL)),
    CONSTRAINT cash_sessions_closed CHECK (
        CASE status WHEN 'CLOSED' THEN num_nulls(counted_minor, expected_minor, difference_minor, closed_at) = 0
            ELSE num_nonnulls(counted_minor, expected_minor, difference_minor, closed_at) = 0 END),
    CONSTRAINT cash_sessions_difference CHECK (difference_minor = counted_minor - expected_minor)
);
CREATE UNIQUE INDEX cash_sessions_register_key ON cash_sessions (organization_id, branch_id, lower(register))
    WHERE status <> 'CLOSED';
CREATE INDEX cash_sessions_branch_idx ON cash_sessions (organization_id, branch_id, opened_at, id);
CREATE INDEX cash_sessions_opener_idx ON cash_sessions (organization_id, opened_by, status);
CREATE INDEX cash_sessions_closer_idx ON cash_sessions (organization_id, closed_by)
    WHERE closed_by IS NOT NULL;
CALL protect_tenant_table('cash_sessions');
CALL audit_tenant_table('cash_sessions');

-- Cash that came into a drawer or left it for something else than an order.
CREATE TABLE cash_movements (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    branch_id uuid NOT NULL,
    cash_session_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('PAY_IN', 'PAY_OUT', 'DROP')),
    currency text NOT NULL,
    amount_minor bigint NOT NULL CHECK (amount_minor > 0),
    reason text NOT NULL CHECK (char_length(reason) BETWEEN 1 AND 200),
    moved_by uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, branch_id, currency) REFERENCES branches (organization_id, id, currency),
    FOREIGN KEY (organization_id, cash_session_id, branch_id)
        REFERENCES cash_sessions (organization_id, id, branch_id),
    FOREIGN KEY (organization_id, moved_by) REFERENCES members (organization_id, id)
);
CREATE INDEX cash_movements_session_idx ON cash_movements (organization_id, cash_session_id, created_at, id);
CREATE INDEX cash_movements_branch_idx ON cash_movements (organization_id, branch_id);
CREATE INDEX cash_movements_member_idx ON cash_movements (organization_id, moved_by)
    WHERE moved_by IS NOT NULL;
CALL protect_tenant_table('cash_movements');
CALL audit_tenant_table('cash_movements');

-- At which till, and in which drawer if it is cash, money was taken and given back.
ALTER TABLE payments
    ADD COLUMN cash_session_id uuid,
    ADD FOREIGN KEY (organization_id, cash_session_id, branch_id)
        REFERENCES cash_sessions (organization_id, id, branch_id);
CREATE INDEX payments_cash_session_idx ON payments (organization_id, cash_session_id)
    WHERE cash_session_id IS NOT NULL;
ALTER TABLE refunds
    ADD COLUMN cash_session_id uuid,
    ADD FOREIGN KEY (organization_id, cash_session_id, branch_id)
        REFERENCES cash_sessions (organization_id, id, branch_id);
CREATE INDEX refunds_cash_session_idx ON refunds (organization_id, cash_session_id)
    WHERE cash_session_id IS NOT NULL;
ALTER TABLE ledger_transfers
    ADD COLUMN cash_session_id uuid,
    ADD FOREIGN KEY (organization_id, cash_session_id, branch_id)
        REFERENCES cash_sessions (organization_id, id, branch_id),
    DROP CONSTRAINT ledger_transfers_kind_check,
    ADD CONSTRAINT ledger_transfers_kind_check CHECK (kind IN (
        'CAPTURE', 'VOID', 'REFUND', 'TIP', 'SALE', 'WRITE_OFF', 'FLOAT', 'PAY_IN', 'PAY_OUT', 'DROP',
        'COUNT')),
    DROP CONSTRAINT ledger_transfers_debit_account_check,
    ADD CONSTRAINT ledger_transfers_debit_account_check CHECK (debit_account IN (
        'RECEIVABLE', 'CASH_DRAWER', 'PROVIDER_CLEARING', 'TIPS_PAYABLE', 'REFUNDS', 'DISCOUNTS',
        'WRITE_OFFS', 'SALES', 'TAXES_PAYABLE', 'SAFE', 'PETTY_CASH', 'CASH_DIFFERENCES')),
    DROP CONSTRAINT ledger_transfers_credit_account_check,
    ADD CONSTRAINT ledger_transfers_credit_account_check CHECK (credit_account IN (
        'RECEIVABLE', 'CASH_DRAWER', 'PROVIDER_CLEARING', 'TIPS_PAYABLE', 'REFUNDS', 'DISCOUNTS',
        'WRITE_OFFS', 'SALES', 'TAXES_PAYABLE', 'SAFE', 'PETTY_CASH', 'CASH_DIFFERENCES'));
CREATE INDEX ledger_transfers_cash_session_idx ON ledger_transfers (organization_id, cash_session_id)
    WHERE cash_session_id IS NOT NULL;

DROP VIEW ledger_entries;
CREATE VIEW ledger_entries WITH (security_invoker = true) AS
SELECT t.organization_id, t.branch_id, t.business_date, t.kind, t.act_id, side.account,
    side.amount_minor, t.currency, t.order_id, t.payment_id, t.cash_session_id, t.posted_at
FROM ledger_transfers AS t
CROSS JOIN LATERAL (VALUES (t.debit_account, t.amount_minor), (t.credit_account, -t.amount_minor))
    AS side (account, amount_minor);
GRANT SELECT ON ledger_entries TO comanda_app;

-- What a closed drawer came to. Nothing is posted to one that is closed, so it says the same for ever.
CREATE VIEW cash_reports WITH (security_invoker = true) AS
SELECT s.organization_id, s.id, s.branch_id, s.opened_by, s.currency, s.float_minor, s.counted_minor,
    s.expected_minor, s.difference_minor, sum.captured_minor, sum.tip_minor, sum.voided_minor,
    sum.refunded_minor, sum.paid_in_minor, sum.paid_out_minor, sum.dropped_minor
FROM cash_sessions AS s
CROSS JOIN LATERAL (
    SELECT coalesce(sum(e.amount_minor) FILTER (WHERE e.kind = 'CAPTURE'), 0)::bigint AS captured_minor,
        coalesce(sum(e.amount_minor) FILTER (WHERE e.kind = 'TIP'), 0)::bigint AS tip_minor,
        -coalesce(sum(e.amount_minor) FILTER (WHERE e.kind = 'VOID'), 0)::bigint AS voided_minor,
        -coalesce(sum(e.amount_minor) FILTER (WHERE e.kind = 'REFUND'), 0)::bigint AS refunded_minor,
        coalesce(sum(e.amount_minor) FILTER (WHERE e.kind = 'PAY_IN'), 0)::bigint AS paid_in_minor,
        -coalesce(sum(e.amount_minor) FILTER (WHERE e.kind = 'PAY_OUT'), 0)::bigint AS paid_out_minor,
        -coalesce(sum(e.amount_minor) FILTER (WHERE e.kind = 'DROP'), 0)::bigint AS dropped_minor
    FROM ledger_entries AS e
    WHERE e.organization_id = s.organization_id AND e.cash_session_id = s.id AND e.account = 'CASH_DRAWER'
) AS sum
WHERE s.status = 'CLOSED';
GRANT SELECT ON cash_reports TO comanda_app;

-- The same by the way in which guests paid, cash and all else.
CREATE VIEW cash_report_methods WITH (security_invoker = true) AS
SELECT taken.organization_id, taken.cash_session_id, taken.method, s.branch_id, s.currency,
    sum(taken.payment_count)::integer AS payment_count,
    sum(taken.amount_minor)::bigint AS amount_minor, sum(taken.tip_minor)::bigint AS tip_minor,
    sum(taken.refunded_minor)::bigint AS refunded_minor
FROM (
    SELECT organization_id, cash_session_id, method, count(*) AS payment_count,
        sum(amount_minor) AS amount_minor, sum(tip_minor) AS tip_minor, 0 AS refunded_minor
    FROM payments WHERE status IN ('CAPTURED', 'PARTIALLY_REFUNDED', 'REFUNDED')
    GROUP BY organization_id, cash_session_id, method
    UNION ALL
    SELECT r.organization_id, r.cash_session_id, p.method, 0, 0, 0, sum(r.amount_minor + r.tip_minor)
    FROM refunds AS r
    JOIN payments AS p ON p.organization_id = r.organization_id AND p.id = r.payment_id
    GROUP BY r.organization_id, r.cash_session_id, p.method
) AS taken
JOIN cash_sessions AS s ON s.organization_id = taken.organization_id AND s.id = taken.cash_session_id
WHERE s.status = 'CLOSED'
GROUP BY taken.organization_id, taken.cash_session_id, taken.method, s.branch_id, s.currency;
GRANT SELECT ON cash_report_methods TO comanda_app;
