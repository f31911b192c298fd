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
