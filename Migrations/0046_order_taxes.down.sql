DROP VIEW order_taxes;
