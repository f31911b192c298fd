-- Who made something happen: the login or the key of the transaction, as rows of other tables have it.
ALTER TABLE events
    ADD COLUMN created_by uuid DEFAULT nullif(current_setting('app.actor', true), '')::uuid;

-- Since when somebody holds a course back: it then waits for somebody to fire it, not for the one before it.
ALTER TABLE order_courses ADD COLUMN held_at timestamptz;
