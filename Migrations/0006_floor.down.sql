DROP TABLE reservations;
DROP TABLE service_requests;
DROP TABLE session_guests;
DROP TABLE table_sessions;
DROP TABLE tables;
DROP TABLE spaces;
