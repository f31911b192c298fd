-- What happened in a branch, in the order of the commits and without a gap: the number is taken under the
-- lock of the branch's counter row, which a transaction takes last. Screens, webhooks and other servers read
-- on from the number that they saw last.
ALTER TABLE event_counters
    ADD COLUMN event_sequence bigint NOT NULL DEFAULT 0 CHECK (event_sequence >= 0);

CREATE TABLE events (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    branch_id uuid NOT NULL,
    -- Given by the trigger below.
    sequence bigint NOT NULL DEFAULT 0 CHECK (sequence > 0),
    type text NOT NULL CHECK (type ~ '^[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*$' AND char_length(type) <= 80),
    entity_kind text NOT NULL CHECK (char_length(entity_kind) BETWEEN 1 AND 40),
    entity_id uuid NOT NULL,
    -- No personal values, or sealed ones: the log outlives whoever asks to be forgotten.
    payload jsonb NOT NULL DEFAULT '{}'
        CHECK (jsonb_typeof(payload) = 'object' AND octet_length(payload::text) <= 65536),
    occurred_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, branch_id, sequence),
    FOREIGN KEY (organization_id, branch_id) REFERENCES branches (organization_id, id)
);
CREATE INDEX events_entity_idx ON events (organization_id, entity_id, sequence);
CREATE INDEX events_time_idx ON events (organization_id, branch_id, occurred_at);
CALL protect_tenant_table('events');
REVOKE UPDATE, DELETE ON events FROM comanda_app;

-- The next number of the branch. The application may append and nothing else.
CREATE FUNCTION number_event() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $body$
BEGIN
    UPDATE public.event_counters SET event_sequence = event_sequence + 1
    WHERE organization_id = NEW.organization_id AND id = NEW.branch_id
    RETURNING event_sequence INTO NEW.sequence;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the branch has no counter of events'
            USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'events_counter', TABLE = 'events';
    END IF;
    RETURN NEW;
END
$body$;
REVOKE ALL ON FUNCTION number_event() FROM PUBLIC;
CREATE TRIGGER events_number BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION number_event();

CREATE FUNCTION refuse_event_change() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog
AS $body$
BEGIN
    RAISE EXCEPTION 'the event log is append-only'
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'events_append_only';
END
$body$;
REVOKE ALL ON FUNCTION refuse_event_change() FROM PUBLIC;
CREATE TRIGGER events_append_only BEFORE UPDATE ON events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_event_change();

-- One coalesced poke a transaction and branch, without content: whoever misses it finds the events anyhow.
CREATE FUNCTION notify_events() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog
AS $body$
BEGIN
    PERFORM pg_notify('comanda_events', branch.organization_id || ' ' || branch.branch_id)
    FROM (SELECT DISTINCT organization_id, branch_id FROM new_rows) AS branch;
    RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION notify_events() FROM PUBLIC;
CREATE TRIGGER events_notify AFTER INSERT ON events REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION notify_events();

-- The answer to a write that may come twice, kept with its effect. The first one to store the key wins; a
-- second one waits for it, then reads its answer.
CREATE TABLE idempotency_keys (
    id uuid NOT NULL,
    organization_id uuid NOT NULL REFERENCES organizations (organization_id),
    -- The mutation, and who asked: one caller's keys say nothing to another.
    scope text NOT NULL CHECK (char_length(scope) BETWEEN 1 AND 200),
    key text NOT NULL CHECK (char_length(key) BETWEEN 1 AND 255),
    -- Of the input: with another one the key is refused.
    request_hash bytea NOT NULL CHECK (octet_length(request_hash) = 32),
    -- Of the whole question: only who asks for the same fields gets the same bytes.
    question_hash bytea CHECK (octet_length(question_hash) = 32),
    -- What the payload is read by when the question is another, and the answer as it was sent.
    payload_keys bytea CHECK (octet_length(payload_keys) <= 4096),
    response bytea CHECK (octet_length(response) <= 1048576),
    -- Whose values the answer holds: it goes when they are erased.
    person_id uuid,
    expires_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, scope, key)
);
CREATE INDEX idempotency_keys_expiry_idx ON idempotency_keys (organization_id, expires_at);
CREATE INDEX idempotency_keys_person_idx ON idempotency_keys (organization_id, person_id)
    WHERE person_id IS NOT NULL;
CALL protect_tenant_table('idempotency_keys');
