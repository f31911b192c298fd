DROP INDEX api_keys_live_idx;
ALTER TABLE api_keys DROP COLUMN trusted_documents_only;
DROP TRIGGER invitations_lookup_key ON invitations;
DROP TABLE invitation_branches;
DROP TABLE invitations;
