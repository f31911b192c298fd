-- Which organizations has this login, and what are they called? Asked before the tenant is known, when no
-- tenant's policy lets a row pass: global copies of what `organizations` and `members` say. The application
-- reads them; only the triggers below write them, on rows that row level security has already let pass.
CREATE TABLE organization_directory (
    organization_id uuid PRIMARY KEY REFERENCES organizations (organization_id) ON DELETE CASCADE,
    name text NOT NULL,
    slug text NOT NULL,
    plan text NOT NULL
);
CREATE INDEX organization_directory_name_idx ON organization_directory (name, organization_id);
GRANT SELECT ON organization_directory TO comanda_app;

CREATE TABLE login_organizations (
    user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    organization_id uuid NOT NULL REFERENCES organization_directory (organization_id) ON DELETE CASCADE,
    member_id uuid NOT NULL,
    role text NOT NULL,
    is_owner boolean NOT NULL,
    is_active boolean NOT NULL,
    PRIMARY KEY (user_id, organization_id)
);
CREATE INDEX login_organizations_organization_idx ON login_organizations (organization_id);
GRANT SELECT ON login_organizations TO comanda_app;

CREATE FUNCTION copy_organization_to_directory() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $body$
BEGIN
    INSERT INTO public.organization_directory (organization_id, name, slug, plan)
    VALUES (NEW.organization_id, NEW.name, NEW.slug, NEW.plan)
    ON CONFLICT (organization_id) DO UPDATE
        SET name = excluded.name, slug = excluded.slug, plan = excluded.plan;
    RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION copy_organization_to_directory() FROM PUBLIC;
CREATE TRIGGER organizations_directory AFTER INSERT OR UPDATE OF name, slug, plan ON organizations
    FOR EACH ROW EXECUTE FUNCTION copy_organization_to_directory();

CREATE FUNCTION copy_member_to_login() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $body$
BEGIN
    IF TG_OP = 'DELETE' THEN
        DELETE FROM public.login_organizations
        WHERE user_id = OLD.user_id AND organization_id = OLD.organization_id;
        RETURN NULL;
    END IF;
    INSERT INTO public.login_organizations (user_id, organization_id, member_id, role, is_owner, is_active)
    VALUES (NEW.user_id, NEW.organization_id, NEW.id, NEW.role, NEW.is_owner, NEW.is_active)
    ON CONFLICT (user_id, organization_id) DO UPDATE
        SET member_id = excluded.member_id, role = excluded.role, is_owner = excluded.is_owner,
            is_active = excluded.is_active;
    RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION copy_member_to_login() FROM PUBLIC;
CREATE TRIGGER members_login AFTER INSERT OR DELETE OR UPDATE OF role, is_owner, is_active ON members
    FOR EACH ROW EXECUTE FUNCTION copy_member_to_login();
-- A login stays with its place: the copy is keyed by it.
CREATE FUNCTION refuse_another_login() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $body$
BEGIN
    RAISE EXCEPTION 'a member keeps its user' USING ERRCODE = 'check_violation', CONSTRAINT = 'members_user';
END
$body$;
REVOKE ALL ON FUNCTION refuse_another_login() FROM PUBLIC;
CREATE TRIGGER members_user BEFORE UPDATE OF user_id ON members
    FOR EACH ROW WHEN (OLD.user_id <> NEW.user_id) EXECUTE FUNCTION refuse_another_login();

-- What is there already. The owner is fenced like everybody, so each tenant is entered in turn; their ids
-- stand in `lookup_keys`, since every organization has a slug.
DO $fill$
DECLARE
    tenant uuid;
BEGIN
    FOR tenant IN SELECT organization_id FROM lookup_keys WHERE kind = 'ORGANIZATION_SLUG' LOOP
        PERFORM set_config('app.organization', tenant::text, true);
        INSERT INTO organization_directory (organization_id, name, slug, plan)
        SELECT organization_id, name, slug, plan FROM organizations WHERE organization_id = tenant;
        INSERT INTO login_organizations (user_id, organization_id, member_id, role, is_owner, is_active)
        SELECT user_id, organization_id, id, role, is_owner, is_active
        FROM members WHERE organization_id = tenant;
    END LOOP;
    PERFORM set_config('app.organization', '', true);
END
$fill$;

-- Tokens carry the version of the rights that they were made for: whatever changes them makes a new one.
CREATE FUNCTION raise_permission_version() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $body$
BEGIN
    NEW.permission_version := OLD.permission_version + 1;
    RETURN NEW;
END
$body$;
REVOKE ALL ON FUNCTION raise_permission_version() FROM PUBLIC;
CREATE TRIGGER members_permission_version BEFORE UPDATE OF role, is_owner, is_active ON members
    FOR EACH ROW
    WHEN ((OLD.role, OLD.is_owner, OLD.is_active) IS DISTINCT FROM (NEW.role, NEW.is_owner, NEW.is_active))
    EXECUTE FUNCTION raise_permission_version();

CREATE FUNCTION raise_permission_version_of_member() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $body$
DECLARE
    place record;
BEGIN
    IF TG_OP = 'DELETE' THEN place := OLD; ELSE place := NEW; END IF;
    UPDATE members SET permission_version = permission_version + 1
    WHERE organization_id = place.organization_id AND id = place.member_id;
    RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION raise_permission_version_of_member() FROM PUBLIC;
CREATE TRIGGER member_branches_permission_version AFTER INSERT OR DELETE ON member_branches
    FOR EACH ROW EXECUTE FUNCTION raise_permission_version_of_member();

-- Every process remembers for seconds who may do what; this tells it to look again at once. Rights change
-- rarely, so the lock that a notification takes at its commit is no burden. The payload says nothing.
CREATE FUNCTION notify_principals() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $body$
BEGIN
    PERFORM pg_notify('principals', '');
    RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION notify_principals() FROM PUBLIC;
CREATE TRIGGER members_principals AFTER DELETE OR UPDATE OF role, is_owner, is_active, permission_version
    ON members FOR EACH STATEMENT EXECUTE FUNCTION notify_principals();
CREATE TRIGGER api_keys_principals AFTER DELETE OR UPDATE OF revoked_at, expires_at, scopes, branch_id
    ON api_keys FOR EACH STATEMENT EXECUTE FUNCTION notify_principals();
CREATE TRIGGER users_principals AFTER DELETE OR UPDATE OF is_active, is_super_admin
    ON users FOR EACH STATEMENT EXECUTE FUNCTION notify_principals();
