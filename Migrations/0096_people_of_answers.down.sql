-- What was sealed by the keys of people is opened by the tenant's key alone no more, and is read anew.
ALTER TABLE idempotency_keys DROP COLUMN person_ids;
