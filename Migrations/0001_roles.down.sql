-- The role and the extension stay: other databases of the cluster may use the one, and the other may have
-- been there before us.
DROP PROCEDURE protect_tenant_table(regclass);
REVOKE USAGE ON SCHEMA public FROM comanda_app;
DO $grants$
BEGIN
    IF to_regclass('public.schema_migrations') IS NOT NULL THEN
        REVOKE SELECT ON public.schema_migrations FROM comanda_app;
    END IF;
END
$grants$;
