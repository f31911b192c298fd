-- A place that waits for its login: who is invited, as what, to which branches. The secret went out by mail;
-- its hash is kept and found by `lookup_keys`, since whoever comes with it has no tenant yet.
CREATE TABLE invitations (
    id uuid NOT NULL,
    organization_id uuid NOT NULL REFERENCES organizations (organization_id),
    email text NOT NULL CHECK (char_length(email) BETWEEN 3 AND 320),
    role text NOT NULL CHECK (role IN ('ORG_ADMIN', 'BRANCH_MANAGER', 'CASHIER', 'WAITER', 'KITCHEN')),
    token_hash bytea NOT NULL CHECK (octet_length(token_hash) = 32),
    expires_at timestamptz NOT NULL,
    accepted_at timestamptz,
    revoked_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    PRIMARY KEY (organization_id, id),
    CHECK (accepted_at IS NULL OR revoked_at IS NULL)
);
-- Inviting again replaces the invitation.
CREATE UNIQUE INDEX invitations_open_key ON invitations (organization_id, lower(email))
    WHERE accepted_at IS NULL AND revoked_at IS NULL;
CALL protect_tenant_table('invitations');

CREATE TABLE invitation_branches (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    invitation_id uuid NOT NULL,
    branch_id uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, invitation_id, branch_id),
    FOREIGN KEY (organization_id, invitation_id) REFERENCES invitations (organization_id, id)
        ON DELETE CASCADE,
    FOREIGN KEY (organization_id, branch_id) REFERENCES branches (organization_id, id) ON DELETE CASCADE
);
CREATE INDEX invitation_branches_branch_idx ON invitation_branches (organization_id, branch_id);
CALL protect_tenant_table('invitation_branches');

CREATE TRIGGER invitations_lookup_key AFTER INSERT OR DELETE OR UPDATE OF token_hash ON invitations
    FOR EACH ROW EXECUTE FUNCTION register_lookup_key('INVITE_TOKEN', 'token_hash');

-- A key may be held to documents that the organization has registered.
ALTER TABLE api_keys ADD COLUMN trusted_documents_only boolean NOT NULL DEFAULT false;
CREATE INDEX api_keys_live_idx ON api_keys (organization_id, name) WHERE revoked_at IS NULL;

