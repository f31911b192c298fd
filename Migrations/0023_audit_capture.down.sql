DO $tables$
DECLARE
    set_up record;
BEGIN
    FOR set_up IN
        SELECT tgrelid::regclass AS relation, tgname FROM pg_trigger
        WHERE NOT tgisinternal
            AND tgname IN ('audit_insert', 'audit_update', 'audit_delete', 'audit_actor')
    LOOP
        EXECUTE format('DROP TRIGGER %I ON %s', set_up.tgname, set_up.relation);
    END LOOP;
END
$tables$;
DROP PROCEDURE audit_tenant_table(regclass, text[]);
DROP FUNCTION stamp_actor();
DROP FUNCTION audit_changes();
DROP FUNCTION note_audit_changes();
DROP FUNCTION audit_row(text, jsonb, text[]);
DROP FUNCTION audit_image(jsonb);
