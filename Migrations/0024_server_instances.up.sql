-- The processes that serve now: each says every few seconds that it lives, and counts the others, so that
-- limits which processes keep in their own memory are shared out among them. Of no organization.
CREATE TABLE server_instances (
    id uuid PRIMARY KEY,
    seen_at timestamptz NOT NULL DEFAULT now()
);
GRANT SELECT, INSERT, DELETE, UPDATE (seen_at) ON server_instances TO comanda_app;
