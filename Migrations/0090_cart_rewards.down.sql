DROP TABLE cart_rewards;
