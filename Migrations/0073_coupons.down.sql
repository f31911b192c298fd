DELETE FROM order_discounts WHERE coupon_id IS NOT NULL;
ALTER TABLE order_discounts
    DROP CONSTRAINT order_discounts_one_value,
    DROP CONSTRAINT order_discounts_cap_of_rate,
    DROP COLUMN coupon_id,
    DROP COLUMN paid_portions,
    DROP COLUMN free_portions,
    ADD CONSTRAINT order_discounts_one_value CHECK (num_nonnulls(rate_bps, fixed_minor) = 1),
    ADD CONSTRAINT order_discounts_cap_of_rate CHECK (cap_minor IS NULL OR rate_bps IS NOT NULL);
DROP TABLE coupon_redemptions;
DROP TABLE cart_coupons;
DROP TABLE coupon_targets;
DROP TABLE coupons;
