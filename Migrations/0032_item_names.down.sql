DROP INDEX menu_items_live_name_key;
