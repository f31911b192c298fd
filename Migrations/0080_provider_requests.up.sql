-- What is asked of a payment provider. The intent is written in the transaction of whoever asks; the row is marked
-- before the provider is called, and closed in the transaction that has the effect: wherever a process dies, the
-- row tells what may have happened. Rejected: to call the provider within the transaction, which would hold its locks
-- for seconds and know nothing after a crash.
ALTER TABLE payments ADD COLUMN is_provided boolean NOT NULL DEFAULT false;
CREATE TABLE provider_requests (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    branch_id uuid NOT NULL,
    order_id uuid NOT NULL,
    payment_id uuid NOT NULL,
    act text NOT NULL CHECK (act IN ('CHARGE', 'AUTHORIZE', 'CAPTURE', 'VOID', 'REFUND')),
    state text NOT NULL DEFAULT 'INTENT' CHECK (state IN ('INTENT', 'SENT', 'CONFIRMED')),
    outcome text CHECK (outcome IN ('DONE', 'REFUSED')),
    method text NOT NULL,
    currency text NOT NULL,
    amount_minor bigint NOT NULL CHECK (amount_minor >= 0),
    tip_minor bigint NOT NULL DEFAULT 0 CHECK (tip_minor >= 0),
    reason text CHECK (char_length(reason) BETWEEN 1 AND 200),
    requested_by uuid,
    -- What the provider calls it.
    reference text CHECK (char_length(reference) BETWEEN 1 AND 200),
    attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    due_at timestamptz NOT NULL DEFAULT now(),
    sent_at timestamptz,
    confirmed_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, branch_id, currency) REFERENCES branches (organization_id, id, currency),
    FOREIGN KEY (organization_id, payment_id, order_id)
        REFERENCES payments (organization_id, id, order_id),
    FOREIGN KEY (organization_id, requested_by) REFERENCES members (organization_id, id),
    CONSTRAINT provider_requests_sent CHECK ((state = 'INTENT') = (sent_at IS NULL)),
    CONSTRAINT provider_requests_confirmed CHECK (
        (state = 'CONFIRMED') = (outcome IS NOT NULL) AND (state = 'CONFIRMED') = (confirmed_at IS NOT NULL))
);
-- One at a time of a payment: what comes next depends on what became of the last.
CREATE UNIQUE INDEX provider_requests_open_key ON provider_requests (organization_id, payment_id)
    WHERE state <> 'CONFIRMED';
CREATE INDEX provider_requests_due_idx ON provider_requests (organization_id, due_at)
    WHERE state <> 'CONFIRMED';
CREATE INDEX provider_requests_payment_idx ON provider_requests (organization_id, payment_id, order_id);
CREATE INDEX provider_requests_branch_idx ON provider_requests (organization_id, branch_id);
CREATE INDEX provider_requests_member_idx ON provider_requests (organization_id, requested_by)
    WHERE requested_by IS NOT NULL;
CALL protect_tenant_table('provider_requests');

-- What a provider has told of itself, each once.
CREATE TABLE provider_events (
    organization_id uuid NOT NULL REFERENCES organizations (organization_id),
    id uuid NOT NULL,
    event_id text NOT NULL CHECK (char_length(event_id) BETWEEN 1 AND 200),
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, event_id)
);
CREATE INDEX provider_events_created_idx ON provider_events (organization_id, created_at);
CALL protect_tenant_table('provider_events');
