-- A guest whom the organization knows. Phone and email are unique among those who live; one who was merged
-- into another or deleted keeps the row, since orders and invoices name it.
CREATE TABLE customers (
    id uuid NOT NULL,
    organization_id uuid NOT NULL REFERENCES organizations (organization_id),
    name text CHECK (char_length(name) BETWEEN 1 AND 200),
    phone text CHECK (phone ~ '^\+[1-9][0-9]{6,14}$'),
    email text CHECK (email ~ '^[^@[:space:]]+@[^@[:space:]]+$' AND char_length(email) <= 254),
    birth_date date,
    tax_id text CHECK (char_length(tax_id) BETWEEN 1 AND 40),
    notes text CHECK (char_length(notes) BETWEEN 1 AND 2000),
    locale text CHECK (locale ~ '^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$'),
    merged_into_id uuid,
    deleted_at timestamptz,
    anonymized_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    version integer NOT NULL DEFAULT 1 CHECK (version > 0),
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, merged_into_id) REFERENCES customers (organization_id, id),
    CONSTRAINT customers_not_into_itself CHECK (merged_into_id <> id),
    CONSTRAINT customers_merged_are_deleted CHECK (merged_into_id IS NULL OR deleted_at IS NOT NULL),
    -- Nobody can be told by what is left.
    CONSTRAINT customers_anonymous_are_empty CHECK (anonymized_at IS NULL
        OR (deleted_at IS NOT NULL AND num_nonnulls(name, phone, email, birth_date, tax_id, notes) = 0))
);
CREATE UNIQUE INDEX customers_live_phone_key ON customers (organization_id, phone) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX customers_live_email_key ON customers (organization_id, lower(email))
    WHERE deleted_at IS NULL;
CREATE INDEX customers_name_idx ON customers (organization_id, lower(name), id) WHERE deleted_at IS NULL;
CREATE INDEX customers_created_idx ON customers (organization_id, created_at, id);
CREATE INDEX customers_merged_idx ON customers (organization_id, merged_into_id)
    WHERE merged_into_id IS NOT NULL;
CALL protect_tenant_table('customers');
CALL audit_tenant_table('customers',
    ARRAY['id', 'name', 'phone', 'email', 'birth_date', 'tax_id', 'notes']);
