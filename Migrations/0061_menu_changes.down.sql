DO $tables$
DECLARE
    held record;
BEGIN
    FOR held IN SELECT tgname, tgrelid::regclass AS relation FROM pg_trigger
        WHERE tgfoid = 'note_menu_change'::regproc
    LOOP
        EXECUTE format('DROP TRIGGER %I ON %s', held.tgname, held.relation);
    END LOOP;
END
$tables$;
DROP FUNCTION note_menu_change();
DROP TABLE menu_changes;
