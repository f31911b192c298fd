DROP INDEX refresh_tokens_end_idx;

CREATE FUNCTION notify_principals() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $body$
BEGIN
    PERFORM pg_notify('principals', '');
    RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION notify_principals() FROM PUBLIC;
DROP TRIGGER members_principals ON members;
CREATE TRIGGER members_principals AFTER DELETE OR UPDATE OF role, is_owner, is_active, permission_version
    ON members FOR EACH STATEMENT EXECUTE FUNCTION notify_principals();
DROP TRIGGER api_keys_principals ON api_keys;
CREATE TRIGGER api_keys_principals AFTER DELETE OR UPDATE OF revoked_at, expires_at, scopes, branch_id
    ON api_keys FOR EACH STATEMENT EXECUTE FUNCTION notify_principals();
DROP TRIGGER users_principals ON users;
CREATE TRIGGER users_principals AFTER DELETE OR UPDATE OF is_active, is_super_admin
    ON users FOR EACH STATEMENT EXECUTE FUNCTION notify_principals();
DROP FUNCTION notify_principals_of_user();
DROP FUNCTION notify_principals_of_organization();
