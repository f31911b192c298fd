-- Logins are global: one person, one email, many organizations. No tenant, so no row level security; the
-- grants are by column, so that the application can neither make a super admin nor delete an account.
CREATE TABLE users (
    id uuid PRIMARY KEY,
    email text NOT NULL CHECK (char_length(email) BETWEEN 3 AND 320),
    password_hash text CHECK (char_length(password_hash) <= 512),
    display_name text NOT NULL DEFAULT '' CHECK (char_length(display_name) <= 200),
    locale text CHECK (locale ~ '^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$'),
    is_super_admin boolean NOT NULL DEFAULT false,
    is_active boolean NOT NULL DEFAULT true,
    email_verified_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    version integer NOT NULL DEFAULT 1 CHECK (version > 0)
);
CREATE UNIQUE INDEX users_email_key ON users (lower(email));
GRANT SELECT ON users TO comanda_app;
GRANT INSERT (id, email, password_hash, display_name, locale, email_verified_at) ON users TO comanda_app;
GRANT UPDATE (email, password_hash, display_name, locale, is_active, email_verified_at, updated_at, version)
    ON users TO comanda_app;

-- One row a rotation. A token that comes back after its rotation revokes its whole family.
CREATE TABLE refresh_tokens (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    organization_id uuid,
    family_id uuid NOT NULL,
    token_hash bytea NOT NULL UNIQUE CHECK (octet_length(token_hash) = 32),
    client_hash bytea CHECK (octet_length(client_hash) = 32),
    issued_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    rotated_at timestamptz,
    successor_id uuid REFERENCES refresh_tokens (id) ON DELETE SET NULL,
    revoked_at timestamptz,
    CHECK (expires_at > issued_at)
);
CREATE INDEX refresh_tokens_family_idx ON refresh_tokens (family_id);
CREATE INDEX refresh_tokens_user_idx ON refresh_tokens (user_id, expires_at);
CREATE INDEX refresh_tokens_successor_idx ON refresh_tokens (successor_id) WHERE successor_id IS NOT NULL;
GRANT SELECT, INSERT, DELETE ON refresh_tokens TO comanda_app;
GRANT UPDATE (rotated_at, successor_id, revoked_at) ON refresh_tokens TO comanda_app;

-- Failed guesses, counted for all instances together: by account, by address, by table code. Subjects are
-- hashes.
CREATE TABLE login_throttles (
    kind text NOT NULL CHECK (kind IN ('ACCOUNT', 'ADDRESS', 'PIN', 'TOKEN')),
    subject_hash bytea NOT NULL CHECK (octet_length(subject_hash) = 32),
    failures integer NOT NULL DEFAULT 0 CHECK (failures >= 0),
    window_started_at timestamptz NOT NULL DEFAULT now(),
    last_failed_at timestamptz NOT NULL DEFAULT now(),
    blocked_until timestamptz,
    PRIMARY KEY (kind, subject_hash)
);
CREATE INDEX login_throttles_last_failed_idx ON login_throttles (last_failed_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON login_throttles TO comanda_app;
