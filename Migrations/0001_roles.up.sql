-- Two roles. The owner, who runs this file, owns every object; `comanda_app` serves requests: it owns
-- nothing, cannot bypass row level security, cannot create objects and never truncates. Roles belong to the
-- cluster, not to the database: this file makes the role when it is absent and accepts it when another
-- database of the cluster has made it. The role has no password; the operator sets one where it is needed.
DO $roles$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'comanda_app') THEN
        BEGIN
            CREATE ROLE comanda_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS
                NOINHERIT;
        EXCEPTION
            -- Two databases of one cluster may migrate at the same moment.
            WHEN duplicate_object OR unique_violation THEN NULL;
            WHEN insufficient_privilege THEN
                RAISE EXCEPTION 'the role comanda_app does not exist and % may not create it', current_user
                    USING ERRCODE = 'insufficient_privilege',
                        HINT = 'As a role with CREATEROLE run: CREATE ROLE comanda_app LOGIN NOSUPERUSER '
                            'NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS NOINHERIT;';
        END;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_roles
               WHERE rolname = 'comanda_app' AND (rolsuper OR rolbypassrls)) THEN
        RAISE EXCEPTION 'the role comanda_app must be NOSUPERUSER and NOBYPASSRLS'
            USING HINT = 'Run: ALTER ROLE comanda_app NOSUPERUSER NOBYPASSRLS;';
    END IF;
    IF current_user = 'comanda_app' THEN
        RAISE EXCEPTION 'comanda_app must not own the tables: migrate as another role';
    END IF;
    IF to_regclass('public.schema_migrations') IS NOT NULL THEN
        GRANT SELECT ON public.schema_migrations TO comanda_app;
    END IF;
END
$roles$;

-- PostgreSQL 14 lets everybody create in public; from 15 on this is the default.
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
REVOKE CREATE ON SCHEMA public FROM comanda_app;
GRANT USAGE ON SCHEMA public TO comanda_app;

-- "No overlap" of rates and shifts is an exclusion constraint over scalars and ranges. The extension is
-- trusted.
CREATE EXTENSION IF NOT EXISTS btree_gist;

-- Fences a tenant's table: row level security for everybody, the owner too, and the application's grants.
-- The scalar sub-select makes the setting an init plan, read once a statement and not once a row.
-- After a transaction-local set_config the setting is '' and not NULL, so a bare cast would throw: nullif.
CREATE PROCEDURE protect_tenant_table(fenced regclass)
LANGUAGE plpgsql SET search_path = pg_catalog, public
AS $body$
DECLARE
    tenant CONSTANT text :=
        'organization_id = (SELECT nullif(current_setting(''app.organization'', true), '''')::uuid)';
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', fenced);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', fenced);
    EXECUTE format('CREATE POLICY tenant ON %s USING (%s) WITH CHECK (%s)', fenced, tenant, tenant);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO comanda_app', fenced);
END
$body$;
REVOKE ALL ON PROCEDURE protect_tenant_table(regclass) FROM PUBLIC;
