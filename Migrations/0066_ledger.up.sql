-- What went back of a payment, and payments that were taken back.
ALTER TABLE payments
    ADD COLUMN refunded_minor bigint NOT NULL DEFAULT 0,
    ADD COLUMN refunded_tip_minor bigint NOT NULL DEFAULT 0,
    ADD COLUMN voided_at timestamptz,
    ADD COLUMN void_reason text CHECK (char_length(void_reason) BETWEEN 1 AND 200),
    ADD CONSTRAINT payments_refunded CHECK (refunded_minor BETWEEN 0 AND amount_minor),
    ADD CONSTRAINT payments_refunded_tip CHECK (refunded_tip_minor BETWEEN 0 AND tip_minor),
    ADD CONSTRAINT payments_refund_status CHECK (CASE status
        WHEN 'REFUNDED' THEN refunded_minor = amount_minor
        WHEN 'PARTIALLY_REFUNDED' THEN refunded_minor < amount_minor
        ELSE refunded_minor = 0 AND refunded_tip_minor = 0 END),
    ADD CONSTRAINT payments_voided CHECK ((status = 'VOIDED') = (voided_at IS NOT NULL)),
    ADD UNIQUE (organization_id, id, order_id);

-- Money that went back to a guest, all of a payment or a part of it.
CREATE TABLE refunds (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    branch_id uuid NOT NULL,
    order_id uuid NOT NULL,
    payment_id uuid NOT NULL,
    business_date date NOT NULL,
    currency text NOT NULL,
    amount_minor bigint NOT NULL CHECK (amount_minor >= 0),
    tip_minor bigint NOT NULL DEFAULT 0 CHECK (tip_minor >= 0),
    reason text NOT NULL CHECK (char_length(reason) BETWEEN 1 AND 200),
    refunded_by uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, branch_id, currency) REFERENCES branches (organization_id, id, currency),
    FOREIGN KEY (organization_id, order_id, branch_id) REFERENCES orders (organization_id, id, branch_id),
    FOREIGN KEY (organization_id, payment_id, order_id)
        REFERENCES payments (organization_id, id, order_id),
    FOREIGN KEY (organization_id, refunded_by) REFERENCES members (organization_id, id),
    CONSTRAINT refunds_something CHECK (amount_minor > 0 OR tip_minor > 0)
);
CREATE INDEX refunds_payment_idx ON refunds (organization_id, payment_id, created_at, id);
CREATE INDEX refunds_order_idx ON refunds (organization_id, order_id);
CREATE INDEX refunds_branch_idx ON refunds (organization_id, branch_id, created_at, id);
CREATE INDEX refunds_member_idx ON refunds (organization_id, refunded_by) WHERE refunded_by IS NOT NULL;
CALL protect_tenant_table('refunds');
CALL audit_tenant_table('refunds');

-- The books. Each row moves an amount from one account to another, so that no row, no act, no order and no
-- branch can fail to sum to nothing; what an account holds is the sum of its rows and stands nowhere else.
-- Rejected: one row a side of an act, held to their sum by a deferred trigger: what cannot be written need
-- not be checked.
CREATE TABLE ledger_transfers (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    branch_id uuid NOT NULL,
    business_date date NOT NULL,
    kind text NOT NULL CHECK (kind IN ('CAPTURE', 'VOID', 'REFUND', 'TIP', 'SALE', 'WRITE_OFF')),
    -- What was done, and with its kind and accounts once only: a payment, a refund, an order.
    act_id uuid NOT NULL,
    debit_account text NOT NULL CHECK (debit_account IN (
        'RECEIVABLE', 'CASH_DRAWER', 'PROVIDER_CLEARING', 'TIPS_PAYABLE', 'REFUNDS', 'DISCOUNTS',
        'WRITE_OFFS', 'SALES', 'TAXES_PAYABLE')),
    credit_account text NOT NULL CHECK (credit_account IN (
        'RECEIVABLE', 'CASH_DRAWER', 'PROVIDER_CLEARING', 'TIPS_PAYABLE', 'REFUNDS', 'DISCOUNTS',
        'WRITE_OFFS', 'SALES', 'TAXES_PAYABLE')),
    amount_minor bigint NOT NULL CHECK (amount_minor > 0),
    currency text NOT NULL,
    order_id uuid,
    payment_id uuid,
    posted_at timestamptz NOT NULL DEFAULT now(),
    posted_by uuid,
    PRIMARY KEY (organization_id, id),
    CONSTRAINT ledger_transfers_act_key
        UNIQUE (organization_id, act_id, kind, debit_account, credit_account),
    FOREIGN KEY (organization_id, branch_id, currency) REFERENCES branches (organization_id, id, currency),
    FOREIGN KEY (organization_id, order_id, branch_id) REFERENCES orders (organization_id, id, branch_id),
    FOREIGN KEY (organization_id, payment_id, order_id)
        REFERENCES payments (organization_id, id, order_id),
    CONSTRAINT ledger_transfers_two_accounts CHECK (debit_account <> credit_account),
    CONSTRAINT ledger_transfers_payment_of_order CHECK (payment_id IS NULL OR order_id IS NOT NULL)
);
CREATE INDEX ledger_transfers_branch_idx ON ledger_transfers (organization_id, branch_id, posted_at, id);
CREATE INDEX ledger_transfers_day_idx ON ledger_transfers (organization_id, branch_id, business_date);
CREATE INDEX ledger_transfers_order_idx ON ledger_transfers (organization_id, order_id)
    WHERE order_id IS NOT NULL;
CREATE INDEX ledger_transfers_payment_idx ON ledger_transfers (organization_id, payment_id)
    WHERE payment_id IS NOT NULL;
CALL protect_tenant_table('ledger_transfers');
REVOKE UPDATE, DELETE ON ledger_transfers FROM comanda_app;

-- For the owner's own hands, whom no grant binds.
CREATE FUNCTION refuse_ledger_change() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog
AS $body$
BEGIN
    RAISE EXCEPTION 'the ledger is append-only'
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'ledger_append_only';
END
$body$;
REVOKE ALL ON FUNCTION refuse_ledger_change() FROM PUBLIC;
CREATE TRIGGER ledger_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_transfers
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change();

-- Both sides of each transfer: what an account holds is the sum of its amounts.
CREATE VIEW ledger_entries WITH (security_invoker = true) AS
SELECT t.organization_id, t.branch_id, t.business_date, t.kind, t.act_id, side.account,
    side.amount_minor, t.currency, t.order_id, t.payment_id, t.posted_at
FROM ledger_transfers AS t
CROSS JOIN LATERAL (VALUES (t.debit_account, t.amount_minor), (t.credit_account, -t.amount_minor))
    AS side (account, amount_minor);
GRANT SELECT ON ledger_entries TO comanda_app;

-- The books begin with what has happened so far. The owner is fenced as well: tenant by tenant.
DO $books$
DECLARE
    before CONSTANT text := current_setting('app.organization', true);
    tenant uuid;
BEGIN
    FOR tenant IN SELECT organization_id FROM organization_directory LOOP
        PERFORM set_config('app.organization', tenant::text, true);
        INSERT INTO ledger_transfers (id, organization_id, branch_id, business_date, kind, act_id,
            debit_account, credit_account, amount_minor, currency, order_id, payment_id, posted_at)
        SELECT gen_random_uuid(), p.organization_id, p.branch_id, p.business_date, 'CAPTURE', p.id,
            CASE p.method WHEN 'CASH' THEN 'CASH_DRAWER' ELSE 'PROVIDER_CLEARING' END, side.account,
            side.amount_minor, p.currency, p.order_id, p.id, p.captured_at
        FROM payments AS p
        CROSS JOIN LATERAL (VALUES ('RECEIVABLE', p.amount_minor), ('TIPS_PAYABLE', p.tip_minor))
            AS side (account, amount_minor)
        WHERE p.status = 'CAPTURED' AND side.amount_minor > 0;
        INSERT INTO ledger_transfers (id, organization_id, branch_id, business_date, kind, act_id,
            debit_account, credit_account, amount_minor, currency, order_id, posted_at)
        SELECT gen_random_uuid(), o.organization_id, o.branch_id, o.business_date, part.kind, o.id,
            part.debit, part.credit, part.amount_minor, o.currency, o.id, o.completed_at
        FROM orders AS o
        CROSS JOIN LATERAL (VALUES
            ('SALE', 'RECEIVABLE', 'SALES', o.net_minor),
            ('SALE', 'RECEIVABLE', 'TAXES_PAYABLE', o.tax_minor),
            ('SALE', 'DISCOUNTS', 'SALES', o.discount_minor + o.comp_minor),
            ('WRITE_OFF', 'WRITE_OFFS', 'RECEIVABLE', o.written_off_minor))
            AS part (kind, debit, credit, amount_minor)
        WHERE o.status = 'COMPLETED' AND part.amount_minor > 0;
    END LOOP;
    PERFORM set_config('app.organization', coalesce(before, ''), true);
END
$books$;
