DROP FUNCTION count_guess(text, bytea, interval, integer, integer, interval);
ALTER TABLE refresh_tokens DROP COLUMN sealed_successor, DROP COLUMN family_expires_at;
DROP TRIGGER users_reset_token ON users;
DROP FUNCTION register_reset_token();
ALTER TABLE users DROP CONSTRAINT users_reset_check, DROP COLUMN reset_token_hash, DROP COLUMN reset_expires_at;
DELETE FROM lookup_keys WHERE kind IN ('RESET_TOKEN', 'INVITE_TOKEN');
CREATE OR REPLACE FUNCTION register_lookup_key() RETURNS trigger
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
ALTER TABLE lookup_keys DROP CONSTRAINT lookup_keys_kind_check;
ALTER TABLE lookup_keys ADD CONSTRAINT lookup_keys_kind_check
    CHECK (kind IN ('ORGANIZATION_SLUG', 'BRANCH_PUBLIC_CODE', 'TABLE_QR_TOKEN', 'API_KEY', 'RESET_TOKEN'));
