ALTER TABLE coupons ADD COLUMN used_count integer NOT NULL DEFAULT 0 CHECK (used_count >= 0);
DO $tenants$
DECLARE
    before CONSTANT text := current_setting('app.organization', true);
    tenant uuid;
BEGIN
    FOR tenant IN SELECT organization_id FROM organization_directory LOOP
        PERFORM set_config('app.organization', tenant::text, true);
        UPDATE coupons AS c SET used_count = n.used_count FROM coupon_counts AS n
        WHERE n.organization_id = c.organization_id AND n.id = c.id;
    END LOOP;
    PERFORM set_config('app.organization', coalesce(before, ''), true);
END
$tenants$;
ALTER TABLE coupons ADD CONSTRAINT coupons_used CHECK (used_count <= use_max);
DROP TRIGGER coupon_limit_changes ON coupons;
DROP TRIGGER coupon_count_begins ON coupons;
DROP FUNCTION keep_coupon_count();
DROP TABLE coupon_counts;
