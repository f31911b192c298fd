-- Every globally unique code, by hash: the only way from a code to its tenant before the tenant is known.
-- The application has no right on this table. It reads through one function and writes by the triggers below,
-- which fire on rows that row level security has already let pass.
CREATE TABLE lookup_keys (
    kind text NOT NULL
        CHECK (kind IN ('ORGANIZATION_SLUG', 'BRANCH_PUBLIC_CODE', 'TABLE_QR_TOKEN', 'API_KEY',
            'RESET_TOKEN')),
    key_hash bytea NOT NULL CHECK (octet_length(key_hash) = 32),
    -- A reset token belongs to a login and to no tenant.
    organization_id uuid REFERENCES organizations (organization_id) ON DELETE CASCADE,
    entity_id uuid NOT NULL,
    PRIMARY KEY (kind, key_hash),
    CHECK ((organization_id IS NULL) = (kind = 'RESET_TOKEN'))
);
CREATE INDEX lookup_keys_entity_idx ON lookup_keys (organization_id, entity_id);

-- Finds the tenant and the entity of a code. `key_hash` is the SHA-256 of the code's UTF-8 bytes, slugs and
-- public codes in lower case.
CREATE FUNCTION lookup_key(kind text, key_hash bytea)
RETURNS TABLE (organization_id uuid, entity_id uuid)
LANGUAGE sql STABLE STRICT SECURITY DEFINER ROWS 1 SET search_path = pg_catalog, public, pg_temp
AS $body$
    SELECT found.organization_id, found.entity_id
    FROM public.lookup_keys AS found
    WHERE found.kind = lookup_key.kind AND found.key_hash = lookup_key.key_hash
$body$;
REVOKE ALL ON FUNCTION lookup_key(text, bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lookup_key(text, bytea) TO comanda_app;

-- Keeps a row's code registered: TG_ARGV is the kind and the column. A bytea column is a hash already.
CREATE FUNCTION register_lookup_key() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $body$
DECLARE
    code text;
    hash bytea;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        DELETE FROM public.lookup_keys
        WHERE kind = TG_ARGV[0] AND organization_id = OLD.organization_id AND entity_id = OLD.id;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN NULL;
    END IF;
    code := to_jsonb(NEW) ->> TG_ARGV[1];
    IF code IS NULL THEN
        RETURN NULL;
    END IF;
    hash := CASE WHEN TG_ARGV[0] = 'API_KEY' THEN code::bytea ELSE sha256(convert_to(code, 'UTF8')) END;
    INSERT INTO public.lookup_keys (kind, key_hash, organization_id, entity_id)
    VALUES (TG_ARGV[0], hash, NEW.organization_id, NEW.id);
    RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION register_lookup_key() FROM PUBLIC;

CREATE TRIGGER organizations_lookup_key AFTER INSERT OR DELETE OR UPDATE OF slug ON organizations
    FOR EACH ROW EXECUTE FUNCTION register_lookup_key('ORGANIZATION_SLUG', 'slug');
CREATE TRIGGER branches_lookup_key AFTER INSERT OR DELETE OR UPDATE OF public_code ON branches
    FOR EACH ROW EXECUTE FUNCTION register_lookup_key('BRANCH_PUBLIC_CODE', 'public_code');
CREATE TRIGGER api_keys_lookup_key AFTER INSERT OR DELETE OR UPDATE OF key_hash ON api_keys
    FOR EACH ROW EXECUTE FUNCTION register_lookup_key('API_KEY', 'key_hash');
