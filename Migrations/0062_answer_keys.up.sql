-- Answers that are kept for a repetition are sealed. A payload reaches far: an answer may hold values of any
-- customer of the tenant, masked or escaped, and only its text shows of whom. So a tenant's answers have one
-- key, a row among those of persons, and whoever erases a customer's key erases that one too: more than what
-- holds the customer's values, and all of it. What can no longer be opened is read anew.
-- Rejected: a key for each customer, for which the server had to know whose values an answer holds.
ALTER TABLE personal_keys ADD COLUMN seals_answers boolean NOT NULL DEFAULT false;

-- One living key a tenant. Whoever erases it waits here for a transaction that has just made one, and leaves
-- the next one behind, so that who has read before can make none for what was read.
CREATE UNIQUE INDEX personal_keys_answers_idx ON personal_keys (organization_id)
    WHERE seals_answers AND key IS NOT NULL;

-- `person_id` names the row of `personal_keys` that opens the answer. Nobody looks for answers by it.
DROP INDEX idempotency_keys_person_idx;

-- What lies there in plain goes, and is read anew if it is asked for. A server of the time before that still
-- runs goes on writing in plain; those of now never give that out, and it expires within a day.
-- The owner is fenced like everybody, so each tenant is entered in turn.
DO $answers$
DECLARE
    tenant uuid;
BEGIN
    FOR tenant IN SELECT organization_id FROM organization_directory LOOP
        PERFORM set_config('app.organization', tenant::text, true);
        UPDATE idempotency_keys SET response = NULL
        WHERE organization_id = tenant AND response IS NOT NULL;
    END LOOP;
    PERFORM set_config('app.organization', '', true);
END
$answers$;
