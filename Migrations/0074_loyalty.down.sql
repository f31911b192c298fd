DROP TABLE event_cursors;
DROP TABLE loyalty_entries;
DROP TABLE loyalty_accounts;
DROP TABLE loyalty_tiers;
DROP TABLE loyalty_programs;
