DROP TABLE table_assignments;
DROP TABLE staff_shifts;
