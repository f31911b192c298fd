-- A guest's token names the session at a table in which the guest sat down and is worth nothing once it is
-- over: every process remembers sessions for seconds, and is told when one changes.
CREATE FUNCTION notify_table_session() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $body$
BEGIN
    PERFORM pg_notify('principals', NEW.id::text);
    RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION notify_table_session() FROM PUBLIC;
CREATE TRIGGER table_sessions_principals AFTER UPDATE OF status ON table_sessions
    FOR EACH ROW
    WHEN (OLD.status IN ('PENDING', 'ACTIVE') AND NEW.status NOT IN ('PENDING', 'ACTIVE'))
    EXECUTE FUNCTION notify_table_session();

-- Sessions that are to be ended because their time is over.
CREATE INDEX table_sessions_expiry_idx ON table_sessions (organization_id, expires_at)
    WHERE status IN ('PENDING', 'ACTIVE');
