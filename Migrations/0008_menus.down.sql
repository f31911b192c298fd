DROP TABLE menu_items;
DROP TABLE menu_categories;
DROP FUNCTION check_menu_category_tree();
DROP TABLE menu_branches;
DROP TABLE menus;
DROP TABLE images;
