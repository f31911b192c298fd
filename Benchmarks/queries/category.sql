\set o random(0, 999)
SELECT id, name FROM category WHERE id = ANY(ARRAY[:o]::int[]);
SELECT category_id, id, name, description, price_minor FROM item WHERE category_id = ANY(ARRAY[:o]::int[]) ORDER BY id;
