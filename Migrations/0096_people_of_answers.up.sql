-- Whose values an answer that is kept for a repetition holds: it is sealed by the keys of all of them together
-- with that of the tenant's answers (`person_id`), and gone with any of them. Those of the time before are
-- sealed by the tenant's key alone and name nobody.
ALTER TABLE idempotency_keys ADD COLUMN person_ids uuid[] NOT NULL DEFAULT '{}';
