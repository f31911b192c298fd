-- A session that was moved or merged names the one that goes on in its place: one column for both.
ALTER TABLE table_sessions RENAME COLUMN merged_into_id TO continued_by_id;
ALTER INDEX table_sessions_merged_idx RENAME TO table_sessions_continued_idx;
ALTER TABLE table_sessions
    ADD COLUMN closed_reason text CHECK (char_length(closed_reason) BETWEEN 1 AND 200),
    ADD CONSTRAINT table_sessions_not_by_itself CHECK (continued_by_id <> id),
    ADD CONSTRAINT table_sessions_goes_on CHECK (
        (status IN ('MOVED', 'MERGED')) = (continued_by_id IS NOT NULL)),
    -- What is of a session is of its branch by this key.
    ADD UNIQUE (organization_id, id, branch_id);
ALTER TABLE session_guests ADD UNIQUE (organization_id, id, session_id);
