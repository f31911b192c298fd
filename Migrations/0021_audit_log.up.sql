-- What happened, to whom it may be shown, and that nothing was taken away since.
--
-- One chain a branch, one an organization (its `id` is the nil UUID), one of the platform for acts outside
-- of all organizations (its `organization_id` is the nil UUID). Each entry holds the hash of the one before.
-- The head of a chain stands in its counter row, whose lock makes writers of one chain queue; it is taken
-- last in a transaction, several in the order of their ids, so that nobody waits in a circle.
-- No foreign keys: a log outlives what it is about.
CREATE TABLE event_counters (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    audit_sequence bigint NOT NULL DEFAULT 0 CHECK (audit_sequence >= 0),
    audit_hash bytea NOT NULL DEFAULT decode(repeat('00', 32), 'hex') CHECK (octet_length(audit_hash) = 32),
    locked_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (organization_id, id)
);
CALL protect_tenant_table('event_counters');
-- The head moves by the trigger below only. A lock needs the right to change something: that is `locked_at`.
REVOKE INSERT, UPDATE, DELETE ON event_counters FROM comanda_app;
GRANT UPDATE (locked_at) ON event_counters TO comanda_app;

-- Texts, not jsonb: the chain covers their bytes.
CREATE TABLE audit_log (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    chain_id uuid NOT NULL,
    sequence bigint NOT NULL CHECK (sequence > 0),
    -- The branch of a branch's chain: what the reach of a reader is held against.
    branch_id uuid,
    occurred_at timestamptz NOT NULL,
    action text NOT NULL CHECK (char_length(action) BETWEEN 1 AND 100),
    note text CHECK (char_length(note) BETWEEN 1 AND 100),
    reason text CHECK (char_length(reason) BETWEEN 1 AND 500),
    actor_kind text NOT NULL CHECK (actor_kind IN ('USER', 'API_KEY', 'GUEST', 'NOBODY', 'SYSTEM')),
    actor_id uuid,
    member_id uuid,
    role text NOT NULL CHECK (char_length(role) BETWEEN 1 AND 100),
    address text CHECK (char_length(address) BETWEEN 1 AND 100),
    request_id text CHECK (char_length(request_id) BETWEEN 1 AND 100),
    -- What was changed, and whose personal values are sealed within.
    entity_ids uuid[] NOT NULL DEFAULT '{}',
    person_ids uuid[] NOT NULL DEFAULT '{}',
    before_image text CHECK (octet_length(before_image) <= 16777216),
    before_salt bytea CHECK (octet_length(before_salt) = 16),
    before_digest bytea CHECK (octet_length(before_digest) = 32),
    after_image text CHECK (octet_length(after_image) <= 16777216),
    after_salt bytea CHECK (octet_length(after_salt) = 16),
    after_digest bytea CHECK (octet_length(after_digest) = 32),
    previous_hash bytea NOT NULL CHECK (octet_length(previous_hash) = 32),
    hash bytea NOT NULL CHECK (octet_length(hash) = 32),
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, chain_id, sequence),
    CHECK (chain_id = coalesce(branch_id, '00000000-0000-0000-0000-000000000000')),
    CHECK (num_nulls(before_image, before_salt, before_digest) IN (0, 3)),
    CHECK (num_nulls(after_image, after_salt, after_digest) IN (0, 3))
);
CREATE INDEX audit_log_time_idx ON audit_log (organization_id, occurred_at, id);
CREATE INDEX audit_log_branch_idx ON audit_log (organization_id, branch_id, occurred_at, id);
CREATE INDEX audit_log_actor_idx ON audit_log (organization_id, actor_id, occurred_at, id);
CALL protect_tenant_table('audit_log');
REVOKE UPDATE, DELETE ON audit_log FROM comanda_app;

-- An entry is taken only as the next one of its chain, and moves the head: the application, which may not
-- write heads, can append and nothing else. Whether the hash is the entry's own is for the verifier to say.
CREATE FUNCTION link_audit_entry() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $body$
BEGIN
    UPDATE public.event_counters SET audit_sequence = NEW.sequence, audit_hash = NEW.hash
    WHERE organization_id = NEW.organization_id AND id = NEW.chain_id
        AND audit_sequence = NEW.sequence - 1 AND audit_hash = NEW.previous_hash;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the entry does not continue its chain'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'audit_log_chain';
    END IF;
    RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION link_audit_entry() FROM PUBLIC;
CREATE TRIGGER audit_log_chain AFTER INSERT ON audit_log
    FOR EACH ROW EXECUTE FUNCTION link_audit_entry();

-- For the owner's own hands, whom no grant binds.
CREATE FUNCTION refuse_audit_change() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog
AS $body$
BEGIN
    RAISE EXCEPTION 'the audit log is append-only'
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'audit_log_append_only';
END
$body$;
REVOKE ALL ON FUNCTION refuse_audit_change() FROM PUBLIC;
CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

-- A chain begins with its branch or organization.
CREATE FUNCTION begin_audit_chain() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $body$
BEGIN
    INSERT INTO public.event_counters (organization_id, id)
    VALUES (NEW.organization_id,
        CASE TG_TABLE_NAME WHEN 'branches' THEN NEW.id ELSE '00000000-0000-0000-0000-000000000000' END)
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION begin_audit_chain() FROM PUBLIC;
CREATE TRIGGER organizations_audit_chain AFTER INSERT ON organizations
    FOR EACH ROW EXECUTE FUNCTION begin_audit_chain();
CREATE TRIGGER branches_audit_chain AFTER INSERT ON branches
    FOR EACH ROW EXECUTE FUNCTION begin_audit_chain();

-- The owner is fenced as well, so the chains of what is there already are begun tenant by tenant.
DO $chains$
DECLARE
    platform CONSTANT uuid := '00000000-0000-0000-0000-000000000000';
    tenant uuid;
    before CONSTANT text := current_setting('app.organization', true);
BEGIN
    FOR tenant IN
        SELECT platform UNION
        SELECT organization_id FROM lookup_keys WHERE kind = 'ORGANIZATION_SLUG'
    LOOP
        PERFORM set_config('app.organization', tenant::text, true);
        INSERT INTO event_counters (organization_id, id)
        SELECT tenant, platform UNION ALL SELECT tenant, id FROM branches WHERE organization_id = tenant;
    END LOOP;
    PERFORM set_config('app.organization', coalesce(before, ''), true);
END
$chains$;
