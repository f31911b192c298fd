-- When a menu, a category or an item is offered, in the branch's local time. No row: always. Several rows:
-- any. Bit 0 of the mask is Monday, bit 6 Sunday (ISO order). The end is not included; an end at or before
-- the start lies on the next day, and the window belongs to the day on which it starts: Friday 22:00 to 02:00
-- has only Friday's bit. No times: the whole day. The dates are included, and either may be open.
CREATE TABLE menu_schedules (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    menu_id uuid,
    category_id uuid,
    item_id uuid,
    weekday_mask integer NOT NULL DEFAULT 127 CHECK (weekday_mask BETWEEN 1 AND 127),
    starts_at time,
    ends_at time,
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    version integer NOT NULL DEFAULT 1 CHECK (version > 0),
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, menu_id) REFERENCES menus (organization_id, id) ON DELETE CASCADE,
    FOREIGN KEY (organization_id, category_id)
        REFERENCES menu_categories (organization_id, id) ON DELETE CASCADE,
    FOREIGN KEY (organization_id, item_id) REFERENCES menu_items (organization_id, id) ON DELETE CASCADE,
    CONSTRAINT menu_schedules_one_subject CHECK (num_nonnulls(menu_id, category_id, item_id) = 1),
    CONSTRAINT menu_schedules_both_times CHECK ((starts_at IS NULL) = (ends_at IS NULL))
);
CREATE INDEX menu_schedules_menu_idx ON menu_schedules (organization_id, menu_id) WHERE menu_id IS NOT NULL;
CREATE INDEX menu_schedules_category_idx ON menu_schedules (organization_id, category_id)
    WHERE category_id IS NOT NULL;
CREATE INDEX menu_schedules_item_idx ON menu_schedules (organization_id, item_id) WHERE item_id IS NOT NULL;
CALL protect_tenant_table('menu_schedules');

-- Whether a day is one of a schedule's days: weekday and season.
CREATE FUNCTION schedule_has_day(weekday_mask integer, valid_from date, valid_to date, day date)
RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (weekday_mask >> (extract(isodow FROM day)::integer - 1)) & 1 = 1
    AND (valid_from IS NULL OR day >= valid_from)
    AND (valid_to IS NULL OR day <= valid_to);

-- Whether a schedule's window is open at a local moment: today's window, or yesterday's that crosses
-- midnight.
CREATE FUNCTION schedule_matches(
    weekday_mask integer, starts_at time, ends_at time, valid_from date, valid_to date, local timestamp)
RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN starts_at IS NULL THEN schedule_has_day(weekday_mask, valid_from, valid_to, local::date)
    WHEN starts_at < ends_at THEN
        local::time >= starts_at AND local::time < ends_at
        AND schedule_has_day(weekday_mask, valid_from, valid_to, local::date)
    ELSE
        (local::time >= starts_at AND schedule_has_day(weekday_mask, valid_from, valid_to, local::date))
        OR (local::time < ends_at AND schedule_has_day(weekday_mask, valid_from, valid_to, local::date - 1))
END;
