-- Who notifies within a transaction commits under a lock of the whole database, so that all writes of all
-- tenants would commit one after the other. Processes tell each other after the commit instead; whoever is not
-- told looks by itself.
DROP TRIGGER events_notify ON events;
DROP FUNCTION notify_events();
