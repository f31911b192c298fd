DROP TRIGGER api_keys_lookup_key ON api_keys;
DROP TRIGGER branches_lookup_key ON branches;
DROP TRIGGER organizations_lookup_key ON organizations;
DROP FUNCTION register_lookup_key();
DROP FUNCTION lookup_key(text, bytea);
DROP TABLE lookup_keys;
