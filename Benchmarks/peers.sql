-- Deterministic data: 100 organizations × 10 categories × 20 items × 3 groups × 5 options.
CREATE TABLE category (id int PRIMARY KEY, org int, name text);
CREATE TABLE item (id int PRIMARY KEY, org int, category_id int, name text, description text, price_minor bigint);
CREATE TABLE grp (id int PRIMARY KEY, org int, item_id int, name text, min_select int, max_select int);
CREATE TABLE opt (id int PRIMARY KEY, org int, group_id int, name text, delta bigint);
INSERT INTO category SELECT n, n / 10, 'Category ' || n FROM generate_series(0, 999) n;
INSERT INTO item
SELECT n, n / 200, n / 20, 'Item ' || n, 'A tasty description of dish ' || n, 1000 + n FROM generate_series(0, 19999) n;
INSERT INTO grp SELECT n, n / 600, n / 3, 'Group ' || n, 0, 3 FROM generate_series(0, 59999) n;
INSERT INTO opt SELECT n, n / 3000, n / 5, 'Option ' || n, n % 500 FROM generate_series(0, 299999) n;
CREATE INDEX ON category (org);
CREATE INDEX ON item (category_id);
CREATE INDEX ON grp (item_id);
CREATE INDEX ON opt (group_id);
ANALYZE;
CHECKPOINT;
