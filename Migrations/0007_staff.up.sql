-- A member's presence: clocked in until clocked out, never twice at a time.
CREATE TABLE staff_shifts (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    branch_id uuid NOT NULL,
    member_id uuid NOT NULL,
    clock_in timestamptz NOT NULL,
    clock_out timestamptz,
    note text CHECK (char_length(note) BETWEEN 1 AND 500),
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    version integer NOT NULL DEFAULT 1 CHECK (version > 0),
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, branch_id) REFERENCES branches (organization_id, id),
    FOREIGN KEY (organization_id, member_id) REFERENCES members (organization_id, id),
    CHECK (clock_out > clock_in),
    CONSTRAINT staff_shifts_no_overlap EXCLUDE USING gist (
        organization_id WITH =, member_id WITH =, tstzrange(clock_in, clock_out) WITH &&)
);
CREATE INDEX staff_shifts_branch_idx ON staff_shifts (organization_id, branch_id, clock_in);
CREATE INDEX staff_shifts_member_idx ON staff_shifts (organization_id, member_id, clock_in);
CALL protect_tenant_table('staff_shifts');

-- Who waits on which table, now and before.
CREATE TABLE table_assignments (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    branch_id uuid NOT NULL,
    table_id uuid NOT NULL,
    member_id uuid NOT NULL,
    assigned_at timestamptz NOT NULL DEFAULT now(),
    unassigned_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, table_id, branch_id) REFERENCES tables (organization_id, id, branch_id),
    FOREIGN KEY (organization_id, member_id) REFERENCES members (organization_id, id),
    CHECK (unassigned_at >= assigned_at)
);
CREATE UNIQUE INDEX table_assignments_live_key ON table_assignments (organization_id, table_id, member_id)
    WHERE unassigned_at IS NULL;
CREATE INDEX table_assignments_member_idx ON table_assignments (organization_id, member_id, assigned_at);
CREATE INDEX table_assignments_table_idx ON table_assignments (organization_id, table_id, assigned_at);
CALL protect_tenant_table('table_assignments');
