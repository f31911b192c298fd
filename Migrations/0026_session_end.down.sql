DROP TRIGGER refresh_tokens_principals ON refresh_tokens;
DROP FUNCTION notify_session_end();
DROP INDEX refresh_tokens_live_idx;
