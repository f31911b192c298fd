-- An access token names the family of refresh tokens that it came with and is worth nothing once the family
-- has ended: every process asks for a live token of it, and is told when there is none any more.
CREATE INDEX refresh_tokens_live_idx ON refresh_tokens (family_id)
    WHERE rotated_at IS NULL AND revoked_at IS NULL;

-- The family is the payload, so that nobody else's rights are read again because somebody signs out.
CREATE FUNCTION notify_session_end() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $body$
BEGIN
    PERFORM pg_notify('principals', NEW.family_id::text);
    RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION notify_session_end() FROM PUBLIC;
-- A family has one token that was not rotated: one notification a family.
CREATE TRIGGER refresh_tokens_principals AFTER UPDATE OF revoked_at ON refresh_tokens
    FOR EACH ROW
    WHEN (OLD.revoked_at IS NULL AND NEW.revoked_at IS NOT NULL AND NEW.rotated_at IS NULL)
    EXECUTE FUNCTION notify_session_end();
