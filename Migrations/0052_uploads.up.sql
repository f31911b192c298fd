-- Bytes that a client sends to the store by a signed URL, from the permission to send them to their removal.
-- The row outlives the file: whatever ends in between, the sweeper finds what is left of both.
CREATE TABLE uploads (
    id uuid NOT NULL,
    organization_id uuid NOT NULL REFERENCES organizations (organization_id),
    kind text NOT NULL CHECK (kind IN ('MENU_IMAGE')),
    status text NOT NULL DEFAULT 'PENDING' CHECK (status IN ('PENDING', 'STORED', 'REMOVED')),
    content_type text NOT NULL CHECK (content_type IN ('image/png', 'image/jpeg', 'image/webp')),
    byte_count bigint NOT NULL CHECK (byte_count > 0),
    checksum bytea NOT NULL CHECK (octet_length(checksum) = 32),
    expires_at timestamptz NOT NULL,
    -- Since when nothing shows the picture, as the sweeper has noticed.
    unused_since timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    PRIMARY KEY (organization_id, id)
);
-- What may be swept: permissions that were not used, pictures that nothing shows, files to remove.
CREATE INDEX uploads_status_idx ON uploads (organization_id, status, expires_at);
CALL protect_tenant_table('uploads');
CALL audit_tenant_table('uploads');

-- A picture lies somewhere else, or in the store under the name of its upload's file: there its address is made
-- when it is asked for, so that the store can move. It has the ID of its upload.
ALTER TABLE images ALTER COLUMN url DROP NOT NULL;
ALTER TABLE images ADD COLUMN file_name text
    CHECK (file_name ~ '^image_[0-9a-z]{26}\.(png|jpg|webp)$');
ALTER TABLE images ADD CONSTRAINT images_one_place CHECK (num_nonnulls(url, file_name) = 1);
