-- One key a person. Personal values in the audit log, in events and in stored answers are sealed with it, so
-- that erasing the key erases them there too, and the hashes over the sealed form still hold.
-- A key that is gone stays gone: the row remains, so that no new key is made for an erased person.
CREATE TABLE personal_keys (
    -- The customer, or whoever else the values are about.
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    key bytea CHECK (octet_length(key) = 32),
    erased_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    PRIMARY KEY (organization_id, id),
    CHECK ((key IS NULL) = (erased_at IS NOT NULL))
);
CALL protect_tenant_table('personal_keys');
REVOKE UPDATE, DELETE ON personal_keys FROM comanda_app;
GRANT UPDATE (key, erased_at, updated_at, updated_by) ON personal_keys TO comanda_app;

CREATE FUNCTION keep_personal_key() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog
AS $body$
BEGIN
    IF NEW.key IS NOT NULL AND NEW.key IS DISTINCT FROM OLD.key THEN
        RAISE EXCEPTION 'a personal key is erased or left alone'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'personal_keys_unchanged';
    END IF;
    RETURN NEW;
END
$body$;
REVOKE ALL ON FUNCTION keep_personal_key() FROM PUBLIC;
CREATE TRIGGER personal_keys_unchanged BEFORE UPDATE ON personal_keys
    FOR EACH ROW EXECUTE FUNCTION keep_personal_key();
