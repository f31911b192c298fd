-- Documents that an organization has imported and its callers name by their hash: `documentId: "sha256:…"`.
-- The hash is checked here too, so that no import and no repair by hand can put another text under it.
CREATE TABLE persisted_documents (
    id uuid NOT NULL,
    organization_id uuid NOT NULL REFERENCES organizations (organization_id),
    hash text NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
    name text CHECK (char_length(name) BETWEEN 1 AND 200),
    document text NOT NULL CHECK (octet_length(document) BETWEEN 1 AND 1048576),
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, hash),
    CHECK (hash = encode(sha256(convert_to(document, 'UTF8')), 'hex'))
);
CALL protect_tenant_table('persisted_documents');
