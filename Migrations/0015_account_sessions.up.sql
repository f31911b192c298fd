-- What signing in needs. First a code more: an invitation's.
ALTER TABLE lookup_keys DROP CONSTRAINT lookup_keys_kind_check;
ALTER TABLE lookup_keys ADD CONSTRAINT lookup_keys_kind_check
    CHECK (kind IN ('ORGANIZATION_SLUG', 'BRANCH_PUBLIC_CODE', 'TABLE_QR_TOKEN', 'API_KEY', 'RESET_TOKEN',
        'INVITE_TOKEN'));

-- As before, but every column whose name ends in _hash is a hash already, not that of API keys alone.
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
    hash := CASE WHEN TG_ARGV[1] LIKE '%\_hash' THEN code::bytea ELSE sha256(convert_to(code, 'UTF8')) END;
    INSERT INTO public.lookup_keys (kind, key_hash, organization_id, entity_id)
    VALUES (TG_ARGV[0], hash, NEW.organization_id, NEW.id);
    RETURN NULL;
END
$body$;

-- One live reset token a login; a newer one takes its place.
ALTER TABLE users
    ADD COLUMN reset_token_hash bytea CHECK (octet_length(reset_token_hash) = 32),
    ADD COLUMN reset_expires_at timestamptz,
    ADD CONSTRAINT users_reset_check CHECK ((reset_token_hash IS NULL) = (reset_expires_at IS NULL));
GRANT UPDATE (reset_token_hash, reset_expires_at) ON users TO comanda_app;

CREATE FUNCTION register_reset_token() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $body$
BEGIN
    DELETE FROM public.lookup_keys WHERE kind = 'RESET_TOKEN' AND key_hash = OLD.reset_token_hash;
    INSERT INTO public.lookup_keys (kind, key_hash, entity_id)
    SELECT 'RESET_TOKEN', NEW.reset_token_hash, NEW.id WHERE NEW.reset_token_hash IS NOT NULL;
    RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION register_reset_token() FROM PUBLIC;
CREATE TRIGGER users_reset_token AFTER UPDATE OF reset_token_hash ON users
    FOR EACH ROW EXECUTE FUNCTION register_reset_token();

-- A family has an end that no rotation moves. The successor of a rotated token is kept for an honest retry,
-- sealed with the rotated token itself: the table alone opens nothing.
ALTER TABLE refresh_tokens
    ADD COLUMN family_expires_at timestamptz NOT NULL DEFAULT now() + interval '30 days',
    ADD COLUMN sealed_successor bytea CHECK (octet_length(sealed_successor) <= 256);
ALTER TABLE refresh_tokens ALTER COLUMN family_expires_at DROP DEFAULT;
GRANT UPDATE (sealed_successor) ON refresh_tokens TO comanda_app;

-- Counts a guess before it is tried, for all instances together, and says how many seconds to wait instead
-- (0: go on). After `guesses_free` guesses each further one waits twice as long, up to `delay_max`; after
-- `guesses_max` there are no more until `span` has passed since the first. A refused guess writes nothing.
CREATE FUNCTION count_guess(
    guess_kind text, guess_subject bytea, span interval, guesses_max integer, guesses_free integer,
    delay_max interval)
RETURNS integer
LANGUAGE plpgsql STRICT SET search_path = pg_catalog, public, pg_temp
AS $body$
DECLARE
    counted public.login_throttles;
    -- Not now(): waiting for another guess's lock takes time.
    instant timestamptz := clock_timestamp();
    blocked timestamptz;
BEGIN
    SELECT blocked_until INTO blocked FROM public.login_throttles
    WHERE kind = guess_kind AND subject_hash = guess_subject;
    IF blocked > instant THEN
        RETURN ceil(extract(epoch FROM blocked - instant));
    END IF;
    INSERT INTO public.login_throttles AS present (kind, subject_hash) VALUES (guess_kind, guess_subject)
    ON CONFLICT (kind, subject_hash) DO UPDATE SET last_failed_at = present.last_failed_at
    RETURNING * INTO counted;
    instant := clock_timestamp();
    IF counted.blocked_until > instant THEN
        RETURN ceil(extract(epoch FROM counted.blocked_until - instant));
    END IF;
    IF counted.failures = 0 OR counted.window_started_at + span <= instant THEN
        counted.failures := 0;
        counted.window_started_at := instant;
    END IF;
    counted.failures := counted.failures + 1;
    UPDATE public.login_throttles SET
        failures = counted.failures, window_started_at = counted.window_started_at, last_failed_at = instant,
        blocked_until = CASE
            WHEN counted.failures >= guesses_max THEN counted.window_started_at + span
            WHEN counted.failures >= guesses_free THEN instant + least(
                delay_max, make_interval(secs => power(2, least(counted.failures - guesses_free, 30))))
        END
    WHERE kind = guess_kind AND subject_hash = guess_subject;
    RETURN 0;
END
$body$;
REVOKE ALL ON FUNCTION count_guess(text, bytea, interval, integer, integer, interval) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION count_guess(text, bytea, interval, integer, integer, interval) TO comanda_app;
