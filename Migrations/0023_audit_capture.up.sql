-- What a mutation changes is noted by the tables themselves, so that no mutation can forget it: while
-- `app.audit` is on, each statement adds a line of JSON to `app.audit_changes`, which lives as long as its
-- transaction. What the line tells becomes an entry of `audit_log` before the commit.
-- Rejected: notes in a table of their own, written and deleted by every mutation.

-- A row without what must never be shown: hashes, tokens, secrets. The tenant is the log's own.
CREATE FUNCTION audit_image(image jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog
RETURN (SELECT coalesce(jsonb_object_agg(key, value), '{}')
    FROM jsonb_each(image)
    WHERE key <> 'organization_id' AND key !~ '(^|_)(hash|token|secret)$');

-- One row as the log notes it. `personal` names the columns to seal, the first one the person whom they are
-- about.
CREATE FUNCTION audit_row(source text, image jsonb, personal text[]) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, public
RETURN jsonb_build_object(
    'id', image -> 'id',
    'organization', image -> 'organization_id',
    'branch', CASE source WHEN 'branches' THEN image -> 'id' ELSE image -> 'branch_id' END,
    'person', image -> personal[1],
    'personal', (SELECT jsonb_object_agg(key, value) FROM jsonb_each(image)
        WHERE key = ANY (personal[2:]) AND value <> 'null'),
    'image', audit_image(image - personal[2:]));

CREATE FUNCTION note_audit_changes() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public
AS $body$
DECLARE
    -- TG_ARGV counts from 0.
    personal_columns CONSTANT text[] := ARRAY(SELECT unnest(TG_ARGV));
    rows_before jsonb;
    rows_after jsonb;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        SELECT jsonb_agg(audit_row(TG_TABLE_NAME, to_jsonb(old_rows), personal_columns) ORDER BY id)
        INTO rows_before FROM old_rows;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        SELECT jsonb_agg(audit_row(TG_TABLE_NAME, to_jsonb(new_rows), personal_columns) ORDER BY id)
        INTO rows_after FROM new_rows;
    END IF;
    IF rows_before IS NOT NULL OR rows_after IS NOT NULL THEN
        PERFORM set_config('app.audit_changes',
            coalesce(current_setting('app.audit_changes', true), '')
                || jsonb_build_object('table', TG_TABLE_NAME, 'before', rows_before, 'after', rows_after)
                || E'\n',
            true);
    END IF;
    RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION note_audit_changes() FROM PUBLIC;

-- The notes of this transaction, one row a side of a changed row, in the order of the changes.
CREATE FUNCTION audit_changes() RETURNS TABLE (
    source text, is_after boolean, id uuid, organization_id uuid, branch_id uuid, person_id uuid,
    image text, personal text)
LANGUAGE sql VOLATILE SET search_path = pg_catalog
AS $body$
    SELECT parsed.line ->> 'table', side.name = 'after', (noted.value ->> 'id')::uuid,
        (noted.value ->> 'organization')::uuid, (noted.value ->> 'branch')::uuid,
        (noted.value ->> 'person')::uuid,
        noted.value ->> 'image', noted.value ->> 'personal'
    FROM regexp_split_to_table(current_setting('app.audit_changes', true), E'\n')
        WITH ORDINALITY AS line (text, place)
    -- OFFSET 0: parsed once a line, not once a row.
    CROSS JOIN LATERAL (SELECT nullif(line.text, '')::jsonb OFFSET 0) AS parsed (line)
    CROSS JOIN (VALUES (1, 'before'), (2, 'after')) AS side (rank, name)
    CROSS JOIN LATERAL jsonb_array_elements(nullif(parsed.line -> side.name, 'null'))
        WITH ORDINALITY AS noted (value, place)
    ORDER BY line.place, side.rank, noted.place
$body$;

-- Who made and who changed a row, whatever the statement says. Without an actor (imports, the owner's tools)
-- the statement's own values stay.
CREATE FUNCTION stamp_actor() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog
AS $body$
BEGIN
    NEW.updated_by := current_setting('app.actor')::uuid;
    IF TG_OP = 'INSERT' THEN
        NEW.created_by := NEW.updated_by;
    ELSE
        NEW.created_by := OLD.created_by;
        NEW.created_at := OLD.created_at;
        NEW.updated_at := now();
    END IF;
    RETURN NEW;
END
$body$;
REVOKE ALL ON FUNCTION stamp_actor() FROM PUBLIC;

-- Puts a tenant's table under the audit. `personal`, where a row is about a person: the column of that
-- person's id, then the columns to seal.
CREATE PROCEDURE audit_tenant_table(noted regclass, personal text[] DEFAULT '{}')
LANGUAGE plpgsql SET search_path = pg_catalog, public
AS $body$
DECLARE
    arguments CONSTANT text := (SELECT coalesce(string_agg(quote_literal(name), ', '), '')
        FROM unnest(personal) AS name);
    event record;
BEGIN
    FOR event IN SELECT * FROM (VALUES
        ('insert', 'NEW TABLE AS new_rows'), ('delete', 'OLD TABLE AS old_rows'),
        ('update', 'OLD TABLE AS old_rows NEW TABLE AS new_rows')) AS event (name, tables)
    LOOP
        EXECUTE format(
            'CREATE TRIGGER audit_%s AFTER %s ON %s REFERENCING %s FOR EACH STATEMENT '
            'WHEN (current_setting(''app.audit'', true) = ''on'') EXECUTE FUNCTION note_audit_changes(%s)',
            event.name, upper(event.name), noted, event.tables, arguments);
    END LOOP;
    EXECUTE format(
        'CREATE TRIGGER audit_actor BEFORE INSERT OR UPDATE ON %s FOR EACH ROW '
        'WHEN (current_setting(''app.actor'', true) <> '''') EXECUTE FUNCTION stamp_actor()', noted);
END
$body$;
REVOKE ALL ON PROCEDURE audit_tenant_table(regclass, text[]) FROM PUBLIC;

-- All tables of tenants so far but the log's own; a new table calls the procedure in its own migration.
DO $tables$
DECLARE
    noted record;
BEGIN
    FOR noted IN
        SELECT polrelid::regclass AS relation, relname FROM pg_policy
        JOIN pg_class ON pg_class.oid = polrelid AND relnamespace = 'public'::regnamespace
        WHERE polname = 'tenant' AND relname NOT IN ('audit_log', 'event_counters', 'personal_keys')
        ORDER BY relname
    LOOP
        CALL audit_tenant_table(noted.relation,
            CASE noted.relname WHEN 'invitations' THEN ARRAY['id', 'email'] ELSE '{}' END);
    END LOOP;
END
$tables$;
