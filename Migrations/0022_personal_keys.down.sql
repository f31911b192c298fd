DROP TABLE personal_keys;
DROP FUNCTION keep_personal_key();
