ALTER TABLE loyalty_entries DROP COLUMN bonus;
DROP INDEX customers_birthday_idx;
ALTER TABLE customers DROP CONSTRAINT customers_not_referred_by_themselves, DROP COLUMN referred_by_id;
ALTER TABLE loyalty_programs DROP COLUMN referral_points, DROP COLUMN birthday_points;
