-- How often a coupon is used, apart from the coupon. A use belongs to the order that makes it and stands in its
-- branch's audit chain; as a column of `coupons` it stood in the organization's, where every branch then waited
-- for all others.
CREATE TABLE coupon_counts (
    -- The coupon's.
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    -- Repeats the coupon's, so that one row knows both.
    use_max integer CHECK (use_max > 0),
    used_count integer NOT NULL DEFAULT 0 CHECK (used_count >= 0),
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, id) REFERENCES coupons (organization_id, id) ON DELETE CASCADE,
    -- The last fence against one use too many.
    CONSTRAINT coupon_counts_used CHECK (used_count <= use_max)
);
CALL protect_tenant_table('coupon_counts');
CALL audit_tenant_table('coupon_counts');
-- The owner is fenced as well: tenant by tenant.
DO $tenants$
DECLARE
    before CONSTANT text := current_setting('app.organization', true);
    tenant uuid;
BEGIN
    FOR tenant IN SELECT organization_id FROM organization_directory LOOP
        PERFORM set_config('app.organization', tenant::text, true);
        INSERT INTO coupon_counts (id, organization_id, use_max, used_count)
        SELECT id, organization_id, use_max, used_count FROM coupons;
    END LOOP;
    PERFORM set_config('app.organization', coalesce(before, ''), true);
END
$tenants$;
ALTER TABLE coupons DROP CONSTRAINT coupons_used, DROP COLUMN used_count;

-- A coupon has its count from the beginning, and the limit that it has itself.
CREATE FUNCTION keep_coupon_count() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public
AS $body$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO coupon_counts (id, organization_id, use_max)
        SELECT id, organization_id, use_max FROM new_rows;
    ELSE
        UPDATE coupon_counts AS n SET use_max = c.use_max, updated_at = now()
        FROM new_rows AS c
        WHERE n.organization_id = c.organization_id AND n.id = c.id
          AND n.use_max IS DISTINCT FROM c.use_max;
    END IF;
    RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION keep_coupon_count() FROM PUBLIC;
CREATE TRIGGER coupon_count_begins AFTER INSERT ON coupons REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION keep_coupon_count();
CREATE TRIGGER coupon_limit_changes AFTER UPDATE ON coupons REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION keep_coupon_count();
