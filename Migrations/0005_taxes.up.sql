-- What is taxed alike: an item names a class, a class has effective-dated rates.
CREATE TABLE tax_classes (
    id uuid NOT NULL,
    organization_id uuid NOT NULL REFERENCES organizations (organization_id),
    name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 100),
    code text NOT NULL CHECK (code ~ '^[A-Z0-9_]{1,40}$'),
    archived_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    version integer NOT NULL DEFAULT 1 CHECK (version > 0),
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, code)
);
CALL protect_tenant_table('tax_classes');

-- One named component (IGV, IPM, CGST, SGST) in basis points, from a day to a day, both included. 0 is a
-- rate.
CREATE TABLE tax_rates (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    tax_class_id uuid NOT NULL,
    component text NOT NULL CHECK (char_length(component) BETWEEN 1 AND 40),
    rate_bps integer NOT NULL CHECK (rate_bps BETWEEN 0 AND 10000),
    valid_from date NOT NULL,
    valid_to date CHECK (valid_to >= valid_from),
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, tax_class_id)
        REFERENCES tax_classes (organization_id, id) ON DELETE CASCADE,
    CONSTRAINT tax_rates_no_overlap EXCLUDE USING gist (
        organization_id WITH =, tax_class_id WITH =, component WITH =,
        daterange(valid_from, valid_to, '[]') WITH &&)
);
CREATE INDEX tax_rates_class_idx ON tax_rates (organization_id, tax_class_id, valid_from);
CALL protect_tenant_table('tax_rates');
