DROP TABLE provider_events;
DROP TABLE provider_requests;
ALTER TABLE payments DROP COLUMN is_provided;
