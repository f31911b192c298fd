-- The tenant root. `organization_id` repeats `id`, so that this table too is keyed, fenced and distributed by
-- the tenant; every other table refers to the one-column key.
CREATE TABLE organizations (
    id uuid NOT NULL,
    organization_id uuid NOT NULL UNIQUE,
    name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
    slug text NOT NULL CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND char_length(slug) BETWEEN 2 AND 63),
    plan text NOT NULL DEFAULT 'FREE' CHECK (plan IN ('FREE', 'STARTER', 'PRO', 'ENTERPRISE')),
    legal_name text CHECK (char_length(legal_name) BETWEEN 1 AND 300),
    tax_id text CHECK (char_length(tax_id) BETWEEN 1 AND 40),
    default_locale text NOT NULL DEFAULT 'en'
        CHECK (default_locale ~ '^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$'),
    settings jsonb NOT NULL DEFAULT '{}'
        CHECK (jsonb_typeof(settings) = 'object' AND octet_length(settings::text) <= 65536),
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    version integer NOT NULL DEFAULT 1 CHECK (version > 0),
    PRIMARY KEY (organization_id, id),
    CHECK (organization_id = id)
);
CALL protect_tenant_table('organizations');

-- One restaurant. Names and addresses of the door and of the invoice; money and time settings.
CREATE TABLE branches (
    id uuid NOT NULL,
    organization_id uuid NOT NULL REFERENCES organizations (organization_id),
    name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
    legal_name text CHECK (char_length(legal_name) BETWEEN 1 AND 300),
    slug text NOT NULL CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND char_length(slug) BETWEEN 2 AND 63),
    public_code text NOT NULL CHECK (public_code ~ '^[a-z0-9][a-z0-9-]{3,62}$'),
    address jsonb NOT NULL DEFAULT '{}'
        CHECK (jsonb_typeof(address) = 'object' AND octet_length(address::text) <= 8192),
    phone text CHECK (phone ~ '^\+[1-9][0-9]{6,14}$'),
    timezone text NOT NULL CHECK (char_length(timezone) BETWEEN 1 AND 64),
    currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    prices_include_tax boolean NOT NULL DEFAULT true,
    business_day_start time NOT NULL DEFAULT '04:00',
    policies jsonb NOT NULL DEFAULT '{}'
        CHECK (jsonb_typeof(policies) = 'object' AND octet_length(policies::text) <= 65536),
    default_locale text NOT NULL DEFAULT 'en'
        CHECK (default_locale ~ '^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$'),
    archived_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    version integer NOT NULL DEFAULT 1 CHECK (version > 0),
    PRIMARY KEY (organization_id, id),
    -- What carries a branch's prices repeats its currency: the composite key proves that they agree.
    UNIQUE (organization_id, id, currency),
    UNIQUE (organization_id, slug)
);
CREATE INDEX branches_name_idx ON branches (organization_id, name, id);
CALL protect_tenant_table('branches');

-- A user's place in an organization: one role, and the branches it reaches (none listed: all, for ORG_ADMIN
-- only).
CREATE TABLE members (
    id uuid NOT NULL,
    organization_id uuid NOT NULL REFERENCES organizations (organization_id),
    user_id uuid NOT NULL REFERENCES users (id),
    role text NOT NULL CHECK (role IN ('ORG_ADMIN', 'BRANCH_MANAGER', 'CASHIER', 'WAITER', 'KITCHEN')),
    is_owner boolean NOT NULL DEFAULT false,
    pin_hash text CHECK (char_length(pin_hash) <= 512),
    permission_version integer NOT NULL DEFAULT 1 CHECK (permission_version > 0),
    is_active boolean NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    version integer NOT NULL DEFAULT 1 CHECK (version > 0),
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, user_id),
    CHECK (NOT is_owner OR role = 'ORG_ADMIN')
);
CREATE INDEX members_user_idx ON members (user_id);
CALL protect_tenant_table('members');

CREATE TABLE member_branches (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    member_id uuid NOT NULL,
    branch_id uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, member_id, branch_id),
    FOREIGN KEY (organization_id, member_id) REFERENCES members (organization_id, id) ON DELETE CASCADE,
    FOREIGN KEY (organization_id, branch_id) REFERENCES branches (organization_id, id) ON DELETE CASCADE
);
CREATE INDEX member_branches_branch_idx ON member_branches (organization_id, branch_id);
CALL protect_tenant_table('member_branches');

-- An integrator's key: shown once, kept as SHA-256, found by its hash in `lookup_keys`.
CREATE TABLE api_keys (
    id uuid NOT NULL,
    organization_id uuid NOT NULL REFERENCES organizations (organization_id),
    branch_id uuid,
    name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 100),
    prefix text NOT NULL CHECK (prefix ~ '^[A-Za-z0-9_]{4,24}$'),
    key_hash bytea NOT NULL CHECK (octet_length(key_hash) = 32),
    scopes text[] NOT NULL DEFAULT '{}' CHECK (cardinality(scopes) <= 64),
    last_used_at timestamptz,
    expires_at timestamptz,
    revoked_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, branch_id) REFERENCES branches (organization_id, id)
);
CREATE INDEX api_keys_branch_idx ON api_keys (organization_id, branch_id);
CALL protect_tenant_table('api_keys');
