DROP TABLE cart_line_modifiers;
DROP TABLE cart_lines;
DROP TABLE carts;
