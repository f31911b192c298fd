-- Points that nobody has to buy anything for: on a birthday, and for bringing somebody who comes to eat. NULL for
-- none.
ALTER TABLE loyalty_programs
    ADD COLUMN birthday_points bigint CHECK (birthday_points BETWEEN 1 AND 1000000000000),
    ADD COLUMN referral_points bigint CHECK (referral_points BETWEEN 1 AND 1000000000000);

ALTER TABLE customers
    ADD COLUMN referred_by_id uuid,
    ADD FOREIGN KEY (organization_id, referred_by_id) REFERENCES customers (organization_id, id),
    ADD CONSTRAINT customers_not_referred_by_themselves CHECK (referred_by_id <> id);
CREATE INDEX customers_referred_idx ON customers (organization_id, referred_by_id)
    WHERE referred_by_id IS NOT NULL;
-- By month and day: 301 is the first of March.
CREATE INDEX customers_birthday_idx ON customers (organization_id,
    ((extract(month FROM birth_date) * 100 + extract(day FROM birth_date))::integer))
    WHERE birth_date IS NOT NULL AND deleted_at IS NULL;

-- What a bonus is for: given once, however often somebody looks whether it is due.
ALTER TABLE loyalty_entries ADD COLUMN bonus text CHECK (char_length(bonus) BETWEEN 1 AND 100);
CREATE UNIQUE INDEX loyalty_entries_bonus_key ON loyalty_entries (organization_id, bonus)
    WHERE bonus IS NOT NULL;
