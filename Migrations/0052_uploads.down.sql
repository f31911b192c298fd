-- Pictures of the store keep their path on this server.
ALTER TABLE images DROP CONSTRAINT images_one_place;
UPDATE images SET url = '/images/' || file_name WHERE url IS NULL;
ALTER TABLE images DROP COLUMN file_name;
ALTER TABLE images ALTER COLUMN url SET NOT NULL;
DROP TABLE uploads;
