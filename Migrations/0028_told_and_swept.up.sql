-- Whose rights have changed, so that a busy organization makes nobody else's be read again. `users` concerns
-- one login, the others one organization.
CREATE FUNCTION notify_principals_of_organization() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $body$
DECLARE
    place record;
BEGIN
    IF TG_OP = 'DELETE' THEN place := OLD; ELSE place := NEW; END IF;
    -- The same payload is sent once a transaction.
    PERFORM pg_notify('principals', 'organization ' || place.organization_id);
    RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION notify_principals_of_organization() FROM PUBLIC;
CREATE FUNCTION notify_principals_of_user() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $body$
DECLARE
    login record;
BEGIN
    IF TG_OP = 'DELETE' THEN login := OLD; ELSE login := NEW; END IF;
    PERFORM pg_notify('principals', 'user ' || login.id);
    RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION notify_principals_of_user() FROM PUBLIC;

DROP TRIGGER members_principals ON members;
CREATE TRIGGER members_principals AFTER DELETE OR UPDATE OF role, is_owner, is_active, permission_version
    ON members FOR EACH ROW EXECUTE FUNCTION notify_principals_of_organization();
DROP TRIGGER api_keys_principals ON api_keys;
CREATE TRIGGER api_keys_principals AFTER DELETE OR UPDATE OF revoked_at, expires_at, scopes, branch_id
    ON api_keys FOR EACH ROW EXECUTE FUNCTION notify_principals_of_organization();
DROP TRIGGER users_principals ON users;
CREATE TRIGGER users_principals AFTER DELETE OR UPDATE OF is_active, is_super_admin
    ON users FOR EACH ROW EXECUTE FUNCTION notify_principals_of_user();
DROP FUNCTION notify_principals();

-- Sessions of logins that never return are swept by their end.
CREATE INDEX refresh_tokens_end_idx ON refresh_tokens (family_expires_at);
