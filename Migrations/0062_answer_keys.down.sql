-- Sealed answers would be given out as they are, and the keys of answers would pass for those of persons. The
-- owner is fenced like everybody, so each tenant is entered in turn.
DO $answers$
DECLARE
    tenant uuid;
BEGIN
    FOR tenant IN SELECT organization_id FROM organization_directory LOOP
        PERFORM set_config('app.organization', tenant::text, true);
        UPDATE idempotency_keys SET response = NULL, person_id = NULL
        WHERE organization_id = tenant AND (response IS NOT NULL OR person_id IS NOT NULL);
        DELETE FROM personal_keys WHERE organization_id = tenant AND seals_answers;
    END LOOP;
    PERFORM set_config('app.organization', '', true);
END
$answers$;
CREATE INDEX idempotency_keys_person_idx ON idempotency_keys (organization_id, person_id)
    WHERE person_id IS NOT NULL;
DROP INDEX personal_keys_answers_idx;
ALTER TABLE personal_keys DROP COLUMN seals_answers;
