ALTER TABLE order_discounts DROP CONSTRAINT order_discounts_reward, DROP COLUMN reward_id;
DROP TABLE reward_redemptions;
DROP TABLE rewards;
