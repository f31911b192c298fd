CREATE OR REPLACE FUNCTION keep_personal_key() RETURNS trigger
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
-- NOT VALID: wrapped keys that are there stay, for the step to be applied again.
ALTER TABLE personal_keys DROP CONSTRAINT personal_keys_key_check;
ALTER TABLE personal_keys ADD CONSTRAINT personal_keys_key_check CHECK (octet_length(key) = 32) NOT VALID;
DROP TABLE account_messages;
DROP FUNCTION notify_account_messages();
