ALTER TABLE order_courses DROP COLUMN held_at;
ALTER TABLE events DROP COLUMN created_by;
