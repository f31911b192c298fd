-- A room, a terrace, a bar.
CREATE TABLE spaces (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    branch_id uuid NOT NULL,
    name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 100),
    floor_number integer NOT NULL DEFAULT 0 CHECK (floor_number BETWEEN -10 AND 200),
    position integer NOT NULL DEFAULT 0,
    archived_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    version integer NOT NULL DEFAULT 1 CHECK (version > 0),
    PRIMARY KEY (organization_id, id),
    -- A table's space and branch agree by this key.
    UNIQUE (organization_id, id, branch_id),
    FOREIGN KEY (organization_id, branch_id) REFERENCES branches (organization_id, id)
);
CREATE INDEX spaces_branch_idx ON spaces (organization_id, branch_id, position, id);
CREATE UNIQUE INDEX spaces_live_name_key ON spaces (organization_id, branch_id, lower(name))
    WHERE archived_at IS NULL;
CALL protect_tenant_table('spaces');

-- Where guests sit. `sort_key` orders labels as people do (T2 before T10); bytes, so that cursors never
-- depend on the cluster's locale.
CREATE TABLE tables (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    branch_id uuid NOT NULL,
    space_id uuid NOT NULL,
    label text NOT NULL CHECK (char_length(label) BETWEEN 1 AND 40),
    sort_key text COLLATE "C" NOT NULL CHECK (char_length(sort_key) BETWEEN 1 AND 400),
    capacity integer NOT NULL CHECK (capacity BETWEEN 1 AND 1000),
    qr_token text NOT NULL CHECK (char_length(qr_token) BETWEEN 16 AND 128),
    short_code text NOT NULL CHECK (short_code ~ '^[A-Z0-9]{2,12}$'),
    status text NOT NULL DEFAULT 'AVAILABLE'
        CHECK (status IN ('AVAILABLE', 'OCCUPIED', 'RESERVED', 'MAINTENANCE')),
    is_active boolean NOT NULL DEFAULT true,
    x integer,
    y integer,
    shape text NOT NULL DEFAULT 'SQUARE' CHECK (shape IN ('SQUARE', 'RECTANGLE', 'ROUND', 'BAR')),
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    version integer NOT NULL DEFAULT 1 CHECK (version > 0),
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, id, branch_id),
    UNIQUE (organization_id, branch_id, short_code),
    FOREIGN KEY (organization_id, space_id, branch_id) REFERENCES spaces (organization_id, id, branch_id)
);
CREATE UNIQUE INDEX tables_label_key ON tables (organization_id, branch_id, lower(label));
CREATE INDEX tables_branch_idx ON tables (organization_id, branch_id, sort_key, id);
CREATE INDEX tables_space_idx ON tables (organization_id, space_id, sort_key, id);
CREATE INDEX tables_status_idx ON tables (organization_id, branch_id, status);
CREATE TRIGGER tables_lookup_key AFTER INSERT OR DELETE OR UPDATE OF qr_token ON tables
    FOR EACH ROW EXECUTE FUNCTION register_lookup_key('TABLE_QR_TOKEN', 'qr_token');
CALL protect_tenant_table('tables');

-- One party at one table, from the first scan to the last payment.
CREATE TABLE table_sessions (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    branch_id uuid NOT NULL,
    table_id uuid NOT NULL,
    status text NOT NULL DEFAULT 'PENDING'
        CHECK (status IN ('PENDING', 'ACTIVE', 'REJECTED', 'CLOSED', 'MOVED', 'MERGED')),
    guest_name text CHECK (char_length(guest_name) BETWEEN 1 AND 100),
    guest_count integer NOT NULL DEFAULT 1 CHECK (guest_count BETWEEN 1 AND 1000),
    token_hash bytea CHECK (octet_length(token_hash) = 32),
    merged_into_id uuid,
    activated_at timestamptz,
    closed_at timestamptz,
    expires_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    version integer NOT NULL DEFAULT 1 CHECK (version > 0),
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, table_id, branch_id) REFERENCES tables (organization_id, id, branch_id),
    FOREIGN KEY (organization_id, merged_into_id) REFERENCES table_sessions (organization_id, id)
);
CREATE UNIQUE INDEX table_sessions_one_active_key ON table_sessions (organization_id, table_id)
    WHERE status = 'ACTIVE';
CREATE INDEX table_sessions_table_idx ON table_sessions (organization_id, table_id, created_at);
CREATE INDEX table_sessions_branch_idx ON table_sessions (organization_id, branch_id, status, created_at);
CREATE INDEX table_sessions_merged_idx ON table_sessions (organization_id, merged_into_id)
    WHERE merged_into_id IS NOT NULL;
CALL protect_tenant_table('table_sessions');

CREATE TABLE session_guests (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    session_id uuid NOT NULL,
    name text CHECK (char_length(name) BETWEEN 1 AND 100),
    token_hash bytea CHECK (octet_length(token_hash) = 32),
    left_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, session_id)
        REFERENCES table_sessions (organization_id, id) ON DELETE CASCADE
);
CREATE INDEX session_guests_session_idx ON session_guests (organization_id, session_id, created_at);
CALL protect_tenant_table('session_guests');

-- "Please come" and "the bill, please".
CREATE TABLE service_requests (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    branch_id uuid NOT NULL,
    table_id uuid NOT NULL,
    session_id uuid,
    type text NOT NULL CHECK (type IN ('CALL_WAITER', 'REQUEST_BILL')),
    status text NOT NULL DEFAULT 'PENDING'
        CHECK (status IN ('PENDING', 'ACKNOWLEDGED', 'RESOLVED', 'CANCELED')),
    note text CHECK (char_length(note) BETWEEN 1 AND 500),
    acknowledged_at timestamptz,
    resolved_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    version integer NOT NULL DEFAULT 1 CHECK (version > 0),
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, table_id, branch_id) REFERENCES tables (organization_id, id, branch_id),
    FOREIGN KEY (organization_id, session_id) REFERENCES table_sessions (organization_id, id)
);
CREATE UNIQUE INDEX service_requests_one_pending_key ON service_requests (organization_id, table_id, type)
    WHERE status = 'PENDING';
CREATE INDEX service_requests_branch_idx ON service_requests (organization_id, branch_id, status, created_at);
CREATE INDEX service_requests_table_idx ON service_requests (organization_id, table_id, created_at);
CREATE INDEX service_requests_session_idx ON service_requests (organization_id, session_id);
CALL protect_tenant_table('service_requests');

CREATE TABLE reservations (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    branch_id uuid NOT NULL,
    table_id uuid,
    status text NOT NULL DEFAULT 'BOOKED' CHECK (status IN ('BOOKED', 'SEATED', 'CANCELED', 'NO_SHOW')),
    guest_name text NOT NULL CHECK (char_length(guest_name) BETWEEN 1 AND 100),
    phone text CHECK (phone ~ '^\+[1-9][0-9]{6,14}$'),
    party_size integer NOT NULL CHECK (party_size BETWEEN 1 AND 1000),
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    note text CHECK (char_length(note) BETWEEN 1 AND 500),
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    version integer NOT NULL DEFAULT 1 CHECK (version > 0),
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, branch_id) REFERENCES branches (organization_id, id),
    FOREIGN KEY (organization_id, table_id, branch_id) REFERENCES tables (organization_id, id, branch_id),
    CHECK (ends_at > starts_at)
);
CREATE INDEX reservations_branch_idx ON reservations (organization_id, branch_id, status, starts_at);
CREATE INDEX reservations_table_idx ON reservations (organization_id, table_id, starts_at);
CALL protect_tenant_table('reservations');
