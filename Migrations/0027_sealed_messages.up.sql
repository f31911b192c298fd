-- Messages to people on their way: a row is written in the transaction that causes the message and goes once
-- the sender has taken it, so that a crash loses none. No tenant: some are to people of none.
CREATE TABLE account_messages (
    id uuid PRIMARY KEY,
    -- Recipient and token, sealed with a key that is not in the database: tables keep tokens as hashes only.
    sealed bytea NOT NULL CHECK (octet_length(sealed) BETWEEN 1 AND 4096),
    created_at timestamptz NOT NULL DEFAULT now(),
    -- Afterwards it is of no use to anybody.
    expires_at timestamptz NOT NULL,
    -- Set ahead by whoever tries to send it, so that one process tries at a time.
    next_attempt_at timestamptz NOT NULL DEFAULT now(),
    attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0)
);
CREATE INDEX account_messages_due_idx ON account_messages (next_attempt_at);
GRANT SELECT, INSERT, DELETE ON account_messages TO comanda_app;
GRANT UPDATE (next_attempt_at, attempts) ON account_messages TO comanda_app;

CREATE FUNCTION notify_account_messages() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $body$
BEGIN
    PERFORM pg_notify('account_messages', '');
    RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION notify_account_messages() FROM PUBLIC;
CREATE TRIGGER account_messages_notify AFTER INSERT ON account_messages
    FOR EACH STATEMENT EXECUTE FUNCTION notify_account_messages();

-- A person's key is stored wrapped under a master key that is not in the database either: 69 bytes are
-- version, name of the master key, nonce, key and tag. 32 bytes are a key of the time before; the owner's
-- tool wraps it, and wraps all anew when the master key changes.
ALTER TABLE personal_keys DROP CONSTRAINT personal_keys_key_check;
ALTER TABLE personal_keys ADD CONSTRAINT personal_keys_key_check CHECK (octet_length(key) IN (32, 69));
CREATE OR REPLACE FUNCTION keep_personal_key() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog
AS $body$
BEGIN
    IF NEW.key IS NOT NULL AND NEW.key IS DISTINCT FROM OLD.key
        AND (OLD.key IS NULL OR current_user = 'comanda_app') THEN
        RAISE EXCEPTION 'a personal key is erased or left alone'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'personal_keys_unchanged';
    END IF;
    RETURN NEW;
END
$body$;
