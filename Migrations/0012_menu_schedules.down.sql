DROP FUNCTION schedule_matches(integer, time, time, date, date, timestamp);
DROP FUNCTION schedule_has_day(integer, date, date, date);
DROP TABLE menu_schedules;
