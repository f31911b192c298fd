-- Why something was voided, comped or canceled: the branch's people choose from these.
CREATE TABLE void_reasons (
    id uuid NOT NULL,
    organization_id uuid NOT NULL REFERENCES organizations (organization_id),
    name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 100),
    kind text NOT NULL CHECK (kind IN ('VOID', 'COMP', 'CANCEL')),
    position integer NOT NULL DEFAULT 0,
    archived_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    version integer NOT NULL DEFAULT 1 CHECK (version > 0),
    PRIMARY KEY (organization_id, id)
);
CREATE UNIQUE INDEX void_reasons_live_name_key ON void_reasons (organization_id, kind, lower(name))
    WHERE archived_at IS NULL;
CALL protect_tenant_table('void_reasons');
CALL audit_tenant_table('void_reasons');

-- The last number of a branch's business day. Taken under this row's lock, so that a transaction that fails
-- leaves no gap.
CREATE TABLE order_counters (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    branch_id uuid NOT NULL,
    business_date date NOT NULL,
    last_number integer NOT NULL DEFAULT 0 CHECK (last_number >= 0),
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, branch_id, business_date),
    FOREIGN KEY (organization_id, branch_id) REFERENCES branches (organization_id, id)
);
CALL protect_tenant_table('order_counters');

-- What was ordered, with names, prices and taxes as they were: no later change of the menu alters it. Its id
-- may be the client's own, so that one that is sent again is one order.
CREATE TABLE orders (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    branch_id uuid NOT NULL,
    business_date date NOT NULL,
    number integer NOT NULL CHECK (number > 0),
    type text NOT NULL CHECK (type IN ('DINE_IN', 'TAKEAWAY', 'DELIVERY')),
    source text NOT NULL CHECK (source IN ('WAITER_APP', 'POS', 'CUSTOMER_QR', 'ONLINE', 'INTEGRATION')),
    status text NOT NULL DEFAULT 'PENDING' CHECK (status IN (
        'PENDING', 'CONFIRMED', 'PREPARING', 'READY', 'SERVED', 'COMPLETED', 'CANCELED')),
    status_changed_at timestamptz NOT NULL DEFAULT now(),
    session_id uuid,
    table_id uuid,
    customer_id uuid,
    member_id uuid,
    guest_name text CHECK (char_length(guest_name) BETWEEN 1 AND 100),
    guest_count integer CHECK (guest_count BETWEEN 1 AND 1000),
    note text CHECK (char_length(note) BETWEEN 1 AND 500),
    client_request_id text CHECK (char_length(client_request_id) BETWEEN 1 AND 255),
    currency text NOT NULL,
    prices_include_tax boolean NOT NULL,
    subtotal_minor bigint NOT NULL DEFAULT 0 CHECK (subtotal_minor >= 0),
    comp_minor bigint NOT NULL DEFAULT 0 CHECK (comp_minor >= 0),
    discount_minor bigint NOT NULL DEFAULT 0 CHECK (discount_minor >= 0),
    charge_minor bigint NOT NULL DEFAULT 0 CHECK (charge_minor >= 0),
    net_minor bigint NOT NULL DEFAULT 0 CHECK (net_minor >= 0),
    tax_minor bigint NOT NULL DEFAULT 0 CHECK (tax_minor >= 0),
    total_minor bigint NOT NULL DEFAULT 0 CHECK (total_minor >= 0),
    -- What payments captured, refunds apart and tips apart; what a manager wrote off.
    paid_minor bigint NOT NULL DEFAULT 0 CHECK (paid_minor >= 0),
    refunded_minor bigint NOT NULL DEFAULT 0 CHECK (refunded_minor BETWEEN 0 AND paid_minor),
    tip_minor bigint NOT NULL DEFAULT 0 CHECK (tip_minor >= 0),
    written_off_minor bigint NOT NULL DEFAULT 0 CHECK (written_off_minor >= 0),
    confirmed_at timestamptz,
    started_at timestamptz,
    ready_at timestamptz,
    served_at timestamptz,
    completed_at timestamptz,
    canceled_at timestamptz,
    cancel_reason text CHECK (char_length(cancel_reason) BETWEEN 1 AND 200),
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    version integer NOT NULL DEFAULT 1 CHECK (version > 0),
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, id, branch_id),
    UNIQUE (organization_id, branch_id, business_date, number),
    FOREIGN KEY (organization_id, branch_id, currency) REFERENCES branches (organization_id, id, currency),
    FOREIGN KEY (organization_id, session_id, branch_id)
        REFERENCES table_sessions (organization_id, id, branch_id),
    FOREIGN KEY (organization_id, table_id, branch_id) REFERENCES tables (organization_id, id, branch_id),
    FOREIGN KEY (organization_id, customer_id) REFERENCES customers (organization_id, id),
    FOREIGN KEY (organization_id, member_id) REFERENCES members (organization_id, id),
    CONSTRAINT orders_totals CHECK (net_minor + tax_minor = total_minor),
    CONSTRAINT orders_canceled CHECK ((status = 'CANCELED') = (canceled_at IS NOT NULL)),
    CONSTRAINT orders_completed CHECK ((status = 'COMPLETED') = (completed_at IS NOT NULL)),
    CONSTRAINT orders_settled CHECK (
        status <> 'COMPLETED' OR paid_minor - refunded_minor + written_off_minor >= total_minor
        OR refunded_minor > 0)
);
CREATE INDEX orders_branch_idx ON orders (organization_id, branch_id, status, created_at, id);
CREATE INDEX orders_created_idx ON orders (organization_id, branch_id, created_at, id);
CREATE INDEX orders_session_idx ON orders (organization_id, session_id) WHERE session_id IS NOT NULL;
CREATE INDEX orders_table_idx ON orders (organization_id, table_id, created_at) WHERE table_id IS NOT NULL;
CREATE INDEX orders_customer_idx ON orders (organization_id, customer_id, created_at)
    WHERE customer_id IS NOT NULL;
CREATE INDEX orders_member_idx ON orders (organization_id, member_id, created_at)
    WHERE member_id IS NOT NULL;
CREATE UNIQUE INDEX orders_client_request_key ON orders (organization_id, client_request_id)
    WHERE client_request_id IS NOT NULL;
CALL protect_tenant_table('orders');
CALL audit_tenant_table('orders', ARRAY['customer_id', 'guest_name']);

-- A cart becomes its order in the same transaction.
ALTER TABLE carts ADD FOREIGN KEY (organization_id, order_id) REFERENCES orders (organization_id, id);

-- Courses are sent to the kitchen one after the other.
CREATE TABLE order_courses (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    order_id uuid NOT NULL,
    number integer NOT NULL CHECK (number BETWEEN 1 AND 20),
    status text NOT NULL DEFAULT 'HELD' CHECK (status IN ('HELD', 'FIRED', 'DONE')),
    fired_at timestamptz,
    done_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, order_id, number),
    FOREIGN KEY (organization_id, order_id) REFERENCES orders (organization_id, id)
);
CALL protect_tenant_table('order_courses');
CALL audit_tenant_table('order_courses');

CREATE TABLE order_lines (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    order_id uuid NOT NULL,
    branch_id uuid NOT NULL,
    -- The item that was sold; what it was called and cost stands beside it.
    item_id uuid NOT NULL,
    name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
    sku text CHECK (char_length(sku) BETWEEN 1 AND 64),
    category_name text CHECK (char_length(category_name) BETWEEN 1 AND 200),
    quantity numeric(14, 4) NOT NULL CHECK (quantity > 0),
    base_minor bigint NOT NULL CHECK (base_minor >= 0),
    branch_minor bigint CHECK (branch_minor >= 0),
    modifier_minor bigint NOT NULL DEFAULT 0,
    gross_minor bigint NOT NULL DEFAULT 0 CHECK (gross_minor >= 0),
    comp_minor bigint NOT NULL DEFAULT 0 CHECK (comp_minor >= 0),
    discount_minor bigint NOT NULL DEFAULT 0 CHECK (discount_minor >= 0),
    net_minor bigint NOT NULL DEFAULT 0 CHECK (net_minor >= 0),
    tax_minor bigint NOT NULL DEFAULT 0 CHECK (tax_minor >= 0),
    total_minor bigint NOT NULL DEFAULT 0 CHECK (total_minor >= 0),
    tax_class_id uuid,
    prep_minutes integer CHECK (prep_minutes BETWEEN 0 AND 1440),
    station_id uuid,
    course integer NOT NULL DEFAULT 1 CHECK (course BETWEEN 1 AND 20),
    position integer NOT NULL DEFAULT 0,
    guest_id uuid,
    instructions text CHECK (char_length(instructions) BETWEEN 1 AND 500),
    status text NOT NULL DEFAULT 'PENDING' CHECK (status IN (
        'PENDING', 'HELD', 'FIRED', 'PREPARING', 'READY', 'SERVED', 'VOIDED', 'COMPED')),
    fired_at timestamptz,
    ready_at timestamptz,
    served_at timestamptz,
    -- Who took it back or gave it away, why and when.
    taken_off_at timestamptz,
    taken_off_by uuid,
    reason_id uuid,
    reason_note text CHECK (char_length(reason_note) BETWEEN 1 AND 200),
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    version integer NOT NULL DEFAULT 1 CHECK (version > 0),
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, id, order_id),
    FOREIGN KEY (organization_id, order_id, branch_id)
        REFERENCES orders (organization_id, id, branch_id),
    FOREIGN KEY (organization_id, item_id) REFERENCES menu_items (organization_id, id),
    FOREIGN KEY (organization_id, tax_class_id) REFERENCES tax_classes (organization_id, id),
    FOREIGN KEY (organization_id, station_id, branch_id)
        REFERENCES stations (organization_id, id, branch_id),
    FOREIGN KEY (organization_id, guest_id) REFERENCES session_guests (organization_id, id),
    FOREIGN KEY (organization_id, reason_id) REFERENCES void_reasons (organization_id, id),
    CONSTRAINT order_lines_totals CHECK (net_minor + tax_minor = total_minor),
    CONSTRAINT order_lines_taken_off CHECK (
        (status IN ('VOIDED', 'COMPED')) = (taken_off_at IS NOT NULL)),
    CONSTRAINT order_lines_taken_off_cost_nothing CHECK (
        status NOT IN ('VOIDED', 'COMPED') OR total_minor = 0)
);
CREATE INDEX order_lines_order_idx ON order_lines (organization_id, order_id, position, id);
CREATE INDEX order_lines_item_idx ON order_lines (organization_id, item_id);
CREATE INDEX order_lines_tax_class_idx ON order_lines (organization_id, tax_class_id);
CREATE INDEX order_lines_station_idx ON order_lines (organization_id, station_id);
CREATE INDEX order_lines_guest_idx ON order_lines (organization_id, guest_id) WHERE guest_id IS NOT NULL;
CREATE INDEX order_lines_reason_idx ON order_lines (organization_id, reason_id)
    WHERE reason_id IS NOT NULL;
CALL protect_tenant_table('order_lines');
CALL audit_tenant_table('order_lines');

CREATE TABLE order_line_modifiers (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    line_id uuid NOT NULL,
    parent_id uuid,
    group_id uuid NOT NULL,
    group_name text NOT NULL CHECK (char_length(group_name) BETWEEN 1 AND 200),
    -- How many of the group's choices at this place are free, the cheapest first.
    free_quantity integer NOT NULL DEFAULT 0 CHECK (free_quantity BETWEEN 0 AND 1000),
    modifier_id uuid NOT NULL,
    name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
    kitchen_name text CHECK (char_length(kitchen_name) BETWEEN 1 AND 100),
    quantity integer NOT NULL DEFAULT 1 CHECK (quantity BETWEEN 1 AND 1000),
    base_minor bigint NOT NULL,
    branch_minor bigint,
    amount_minor bigint NOT NULL DEFAULT 0,
    position integer NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, id, line_id),
    FOREIGN KEY (organization_id, line_id) REFERENCES order_lines (organization_id, id),
    FOREIGN KEY (organization_id, parent_id, line_id)
        REFERENCES order_line_modifiers (organization_id, id, line_id),
    FOREIGN KEY (organization_id, group_id) REFERENCES modifier_groups (organization_id, id),
    FOREIGN KEY (organization_id, modifier_id) REFERENCES modifiers (organization_id, id),
    CONSTRAINT order_line_modifiers_not_below_itself CHECK (parent_id <> id)
);
CREATE INDEX order_line_modifiers_line_idx ON order_line_modifiers (organization_id, line_id, position, id);
CREATE INDEX order_line_modifiers_parent_idx ON order_line_modifiers (organization_id, parent_id)
    WHERE parent_id IS NOT NULL;
CREATE INDEX order_line_modifiers_group_idx ON order_line_modifiers (organization_id, group_id);
CREATE INDEX order_line_modifiers_modifier_idx ON order_line_modifiers (organization_id, modifier_id);
CALL protect_tenant_table('order_line_modifiers');
CALL audit_tenant_table('order_line_modifiers');

-- What is put on top: service, delivery.
CREATE TABLE order_charges (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    order_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('SERVICE', 'DELIVERY', 'OTHER')),
    name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 100),
    rate_bps integer CHECK (rate_bps BETWEEN 0 AND 10000),
    fixed_minor bigint CHECK (fixed_minor >= 0),
    tax_class_id uuid,
    amount_minor bigint NOT NULL DEFAULT 0 CHECK (amount_minor >= 0),
    net_minor bigint NOT NULL DEFAULT 0 CHECK (net_minor >= 0),
    tax_minor bigint NOT NULL DEFAULT 0 CHECK (tax_minor >= 0),
    total_minor bigint NOT NULL DEFAULT 0 CHECK (total_minor >= 0),
    position integer NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, id, order_id),
    FOREIGN KEY (organization_id, order_id) REFERENCES orders (organization_id, id),
    FOREIGN KEY (organization_id, tax_class_id) REFERENCES tax_classes (organization_id, id),
    CONSTRAINT order_charges_one_value CHECK (num_nonnulls(rate_bps, fixed_minor) = 1),
    CONSTRAINT order_charges_totals CHECK (net_minor + tax_minor = total_minor)
);
CREATE INDEX order_charges_order_idx ON order_charges (organization_id, order_id, position, id);
CREATE INDEX order_charges_tax_class_idx ON order_charges (organization_id, tax_class_id);
CALL protect_tenant_table('order_charges');
CALL audit_tenant_table('order_charges');

-- The components of the tax on a line or charge, at the rates of the day of the order.
CREATE TABLE order_line_taxes (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    order_id uuid NOT NULL,
    line_id uuid,
    charge_id uuid,
    component text NOT NULL CHECK (char_length(component) BETWEEN 1 AND 40),
    rate_bps integer NOT NULL CHECK (rate_bps BETWEEN 0 AND 10000),
    amount_minor bigint NOT NULL DEFAULT 0 CHECK (amount_minor >= 0),
    position integer NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, order_id) REFERENCES orders (organization_id, id),
    FOREIGN KEY (organization_id, line_id, order_id)
        REFERENCES order_lines (organization_id, id, order_id),
    FOREIGN KEY (organization_id, charge_id, order_id)
        REFERENCES order_charges (organization_id, id, order_id),
    CONSTRAINT order_line_taxes_one_subject CHECK (num_nonnulls(line_id, charge_id) = 1)
);
CREATE INDEX order_line_taxes_order_idx ON order_line_taxes (organization_id, order_id);
CREATE UNIQUE INDEX order_line_taxes_line_key ON order_line_taxes (organization_id, line_id, component)
    WHERE line_id IS NOT NULL;
CREATE UNIQUE INDEX order_line_taxes_charge_key ON order_line_taxes (organization_id, charge_id, component)
    WHERE charge_id IS NOT NULL;
CALL protect_tenant_table('order_line_taxes');
CALL audit_tenant_table('order_line_taxes');

-- What is taken off before tax, in the order in which it is taken.
CREATE TABLE order_discounts (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    order_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('COUPON', 'REWARD', 'MANUAL')),
    name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 100),
    rate_bps integer CHECK (rate_bps BETWEEN 1 AND 10000),
    fixed_minor bigint CHECK (fixed_minor > 0),
    cap_minor bigint CHECK (cap_minor >= 0),
    minimum_minor bigint NOT NULL DEFAULT 0 CHECK (minimum_minor >= 0),
    -- The lines that it is taken off; NULL for all.
    line_ids uuid[] CHECK (cardinality(line_ids) BETWEEN 1 AND 500),
    amount_minor bigint NOT NULL DEFAULT 0 CHECK (amount_minor >= 0),
    reason text CHECK (char_length(reason) BETWEEN 1 AND 200),
    position integer NOT NULL DEFAULT 0,
    removed_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, order_id) REFERENCES orders (organization_id, id),
    CONSTRAINT order_discounts_one_value CHECK (num_nonnulls(rate_bps, fixed_minor) = 1),
    CONSTRAINT order_discounts_cap_of_rate CHECK (cap_minor IS NULL OR rate_bps IS NOT NULL)
);
CREATE INDEX order_discounts_order_idx ON order_discounts (organization_id, order_id, position, id);
CALL protect_tenant_table('order_discounts');
CALL audit_tenant_table('order_discounts');

-- A bill that was split: each check has its lines, or parts of lines.
CREATE TABLE order_checks (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    order_id uuid NOT NULL,
    number integer NOT NULL CHECK (number BETWEEN 1 AND 100),
    label text CHECK (char_length(label) BETWEEN 1 AND 100),
    total_minor bigint NOT NULL CHECK (total_minor >= 0),
    paid_minor bigint NOT NULL DEFAULT 0 CHECK (paid_minor >= 0),
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    version integer NOT NULL DEFAULT 1 CHECK (version > 0),
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, id, order_id),
    UNIQUE (organization_id, order_id, number),
    FOREIGN KEY (organization_id, order_id) REFERENCES orders (organization_id, id)
);
CALL protect_tenant_table('order_checks');
CALL audit_tenant_table('order_checks');

CREATE TABLE check_lines (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    order_id uuid NOT NULL,
    check_id uuid NOT NULL,
    line_id uuid,
    charge_id uuid,
    -- How much of the line; NULL for a share of a charge.
    quantity numeric(14, 4) CHECK (quantity > 0),
    net_minor bigint NOT NULL CHECK (net_minor >= 0),
    tax_minor bigint NOT NULL CHECK (tax_minor >= 0),
    total_minor bigint NOT NULL CHECK (total_minor >= 0),
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, check_id, order_id)
        REFERENCES order_checks (organization_id, id, order_id) ON DELETE CASCADE,
    FOREIGN KEY (organization_id, line_id, order_id)
        REFERENCES order_lines (organization_id, id, order_id),
    FOREIGN KEY (organization_id, charge_id, order_id)
        REFERENCES order_charges (organization_id, id, order_id),
    CONSTRAINT check_lines_one_subject CHECK (num_nonnulls(line_id, charge_id) = 1),
    CONSTRAINT check_lines_totals CHECK (net_minor + tax_minor = total_minor)
);
CREATE INDEX check_lines_check_idx ON check_lines (organization_id, check_id);
CREATE UNIQUE INDEX check_lines_line_key ON check_lines (organization_id, line_id, check_id)
    WHERE line_id IS NOT NULL;
CREATE UNIQUE INDEX check_lines_charge_key ON check_lines (organization_id, charge_id, check_id)
    WHERE charge_id IS NOT NULL;
CALL protect_tenant_table('check_lines');
CALL audit_tenant_table('check_lines');
