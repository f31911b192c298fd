-- What is on the screen of a whole branch, the most urgent first.
CREATE INDEX kitchen_tickets_open_idx ON kitchen_tickets (organization_id, branch_id, due_at, id)
    WHERE status IN ('NEW', 'IN_PROGRESS', 'READY') OR (status = 'VOIDED' AND acknowledged_at IS NULL);
