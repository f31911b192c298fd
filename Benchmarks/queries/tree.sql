\set o random(0, 99)
SELECT org, id, name FROM category WHERE org = ANY(ARRAY[:o]::int[]) ORDER BY id;
SELECT category_id, id, name, description, price_minor FROM item WHERE category_id = ANY((SELECT array_agg(n) FROM generate_series(:o * 10, :o * 10 + 9) n)::int[]) ORDER BY id;
SELECT item_id, id, name, min_select, max_select FROM grp WHERE item_id = ANY((SELECT array_agg(n) FROM generate_series(:o * 200, :o * 200 + 199) n)::int[]) ORDER BY id;
SELECT group_id, id, name, delta FROM opt WHERE group_id = ANY((SELECT array_agg(n) FROM generate_series(:o * 600, :o * 600 + 599) n)::int[]) ORDER BY id;
