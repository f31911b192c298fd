-- Each changed row is noted as it is, and whoever takes the notes leaves out of them what is secret and sets
-- apart what is personal: doing so here, with functions that were planned anew for every row, cost half of all
-- that a mutation asks of the database.
-- Whoever does not say `app.audit_form` gets the notes of 0023: servers of the version before go on. Once there
-- are none, a migration of its own drops them, with `audit_row`, `audit_image` and `audit_changes`.
CREATE OR REPLACE FUNCTION note_audit_changes() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public
AS $body$
DECLARE
    -- The table, and after it the columns to seal; the first of them names the person, or is empty.
    noted CONSTANT text := concat_ws(' ', TG_TABLE_NAME, array_to_string(TG_ARGV, ' '));
    earlier CONSTANT text := nullif(current_setting('app.audit_changes', true), '');
    -- TG_ARGV counts from 0.
    personal_columns text[];
    rows_before jsonb;
    rows_after jsonb;
BEGIN
    IF current_setting('app.audit_form', true) = 'rows' THEN
        IF TG_OP = 'INSERT' THEN
            PERFORM set_config('app.audit_changes', concat_ws(E'\n', earlier, 'after ' || noted,
                (SELECT string_agg(row_to_json(new_rows.*)::text, E'\n' ORDER BY id) FROM new_rows)), true);
        ELSIF TG_OP = 'DELETE' THEN
            PERFORM set_config('app.audit_changes', concat_ws(E'\n', earlier, 'before ' || noted,
                (SELECT string_agg(row_to_json(old_rows.*)::text, E'\n' ORDER BY id) FROM old_rows)), true);
        ELSE
            PERFORM set_config('app.audit_changes', concat_ws(E'\n', earlier, 'before ' || noted,
                (SELECT string_agg(row_to_json(old_rows.*)::text, E'\n' ORDER BY id) FROM old_rows), 'after ' || noted,
                (SELECT string_agg(row_to_json(new_rows.*)::text, E'\n' ORDER BY id) FROM new_rows)), true);
        END IF;
        RETURN NULL;
    END IF;
    personal_columns := ARRAY(SELECT unnest(TG_ARGV));
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
            concat(earlier,
                jsonb_build_object('table', TG_TABLE_NAME, 'before', rows_before, 'after', rows_after), E'\n'),
            true);
    END IF;
    RETURN NULL;
END
$body$;
