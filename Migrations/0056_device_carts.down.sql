DROP INDEX carts_one_of_a_device_key;
