-- How far in the branch's events a station's displays have shown what they were told. One row a station, however many
-- displays it has: that one of them has shown a ticket is enough. Rejected: a row a display, which nobody ends when a
-- browser is closed, and a mark on each ticket, which would be a write for every ticket and display.
CREATE TABLE station_displays (
    -- The station's.
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    branch_id uuid NOT NULL,
    shown_sequence bigint NOT NULL CHECK (shown_sequence >= 0),
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, id, branch_id) REFERENCES stations (organization_id, id, branch_id)
);
CALL protect_tenant_table('station_displays');
CALL audit_tenant_table('station_displays');

-- Something that no display of a station has shown for too long. One at a time of a station: who comes to look finds
-- the others too.
CREATE TABLE kitchen_alerts (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    branch_id uuid NOT NULL,
    station_id uuid NOT NULL,
    ticket_id uuid NOT NULL,
    -- The event of the ticket that was not shown, and when it happened.
    sequence bigint NOT NULL CHECK (sequence > 0),
    unshown_since timestamptz NOT NULL,
    raised_at timestamptz NOT NULL DEFAULT now(),
    resolved_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    version integer NOT NULL DEFAULT 1 CHECK (version > 0),
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, station_id, branch_id)
        REFERENCES stations (organization_id, id, branch_id),
    FOREIGN KEY (organization_id, ticket_id) REFERENCES kitchen_tickets (organization_id, id)
);
CREATE UNIQUE INDEX kitchen_alerts_open_key ON kitchen_alerts (organization_id, station_id)
    WHERE resolved_at IS NULL;
CREATE INDEX kitchen_alerts_branch_idx ON kitchen_alerts (organization_id, branch_id, raised_at, id)
    WHERE resolved_at IS NULL;
CREATE INDEX kitchen_alerts_ticket_idx ON kitchen_alerts (organization_id, ticket_id);
CALL protect_tenant_table('kitchen_alerts');
CALL audit_tenant_table('kitchen_alerts');
