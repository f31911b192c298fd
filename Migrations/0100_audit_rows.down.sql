CREATE OR REPLACE FUNCTION note_audit_changes() RETURNS trigger
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
