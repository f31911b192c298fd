DROP TABLE idempotency_keys;
DROP TABLE events;
DROP FUNCTION notify_events();
DROP FUNCTION refuse_event_change();
DROP FUNCTION number_event();
ALTER TABLE event_counters DROP COLUMN event_sequence;
