-- What one station makes of one order and course at one time. Its lines stay after they are voided, struck
-- through, until somebody has seen it.
CREATE TABLE kitchen_tickets (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    branch_id uuid NOT NULL,
    order_id uuid NOT NULL,
    station_id uuid NOT NULL,
    course integer NOT NULL DEFAULT 1 CHECK (course BETWEEN 1 AND 20),
    status text NOT NULL DEFAULT 'NEW' CHECK (status IN ('NEW', 'IN_PROGRESS', 'READY', 'BUMPED', 'VOIDED')),
    fired_at timestamptz NOT NULL,
    -- When the longest of its lines should be ready.
    due_at timestamptz NOT NULL,
    started_at timestamptz,
    ready_at timestamptz,
    bumped_at timestamptz,
    voided_at timestamptz,
    acknowledged_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    version integer NOT NULL DEFAULT 1 CHECK (version > 0),
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, id, order_id),
    FOREIGN KEY (organization_id, order_id, branch_id) REFERENCES orders (organization_id, id, branch_id),
    FOREIGN KEY (organization_id, station_id, branch_id)
        REFERENCES stations (organization_id, id, branch_id),
    CONSTRAINT kitchen_tickets_due_after_fired CHECK (due_at >= fired_at),
    CONSTRAINT kitchen_tickets_voided CHECK ((status = 'VOIDED') = (voided_at IS NOT NULL))
);
CREATE INDEX kitchen_tickets_order_idx ON kitchen_tickets (organization_id, order_id);
CREATE INDEX kitchen_tickets_station_idx ON kitchen_tickets (organization_id, station_id, due_at, id)
    WHERE status IN ('NEW', 'IN_PROGRESS', 'READY') OR (status = 'VOIDED' AND acknowledged_at IS NULL);
CREATE INDEX kitchen_tickets_by_station_idx ON kitchen_tickets (organization_id, station_id);
CREATE INDEX kitchen_tickets_branch_idx ON kitchen_tickets (organization_id, branch_id, status, due_at, id);
CALL protect_tenant_table('kitchen_tickets');
CALL audit_tenant_table('kitchen_tickets');

CREATE TABLE ticket_lines (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    ticket_id uuid NOT NULL,
    order_id uuid NOT NULL,
    line_id uuid NOT NULL,
    quantity numeric(14, 4) NOT NULL CHECK (quantity > 0),
    position integer NOT NULL DEFAULT 0,
    ready_at timestamptz,
    voided_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, ticket_id, line_id),
    FOREIGN KEY (organization_id, ticket_id, order_id)
        REFERENCES kitchen_tickets (organization_id, id, order_id),
    FOREIGN KEY (organization_id, line_id, order_id)
        REFERENCES order_lines (organization_id, id, order_id)
);
CREATE INDEX ticket_lines_ticket_idx ON ticket_lines (organization_id, ticket_id, position, id);
CREATE INDEX ticket_lines_line_idx ON ticket_lines (organization_id, line_id);
CALL protect_tenant_table('ticket_lines');
CALL audit_tenant_table('ticket_lines');
