-- A branch's payments, the latest first.
CREATE INDEX payments_created_idx ON payments (organization_id, branch_id, created_at, id);
