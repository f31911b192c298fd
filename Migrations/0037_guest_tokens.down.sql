DROP INDEX table_sessions_expiry_idx;
DROP TRIGGER table_sessions_principals ON table_sessions;
DROP FUNCTION notify_table_session();
