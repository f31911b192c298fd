ALTER TABLE session_guests DROP CONSTRAINT session_guests_organization_id_id_session_id_key;
ALTER TABLE table_sessions
    DROP CONSTRAINT table_sessions_organization_id_id_branch_id_key,
    DROP CONSTRAINT table_sessions_goes_on,
    DROP CONSTRAINT table_sessions_not_by_itself,
    DROP COLUMN closed_reason;
ALTER INDEX table_sessions_continued_idx RENAME TO table_sessions_merged_idx;
ALTER TABLE table_sessions RENAME COLUMN continued_by_id TO merged_into_id;
