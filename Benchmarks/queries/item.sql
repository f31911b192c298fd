\set o random(0, 19999)
SELECT id, name, price_minor FROM item WHERE id = ANY(ARRAY[:o]::int[]);
