DROP TRIGGER branches_audit_chain ON branches;
DROP TRIGGER organizations_audit_chain ON organizations;
DROP TABLE audit_log;
DROP TABLE event_counters;
DROP FUNCTION begin_audit_chain();
DROP FUNCTION refuse_audit_change();
DROP FUNCTION link_audit_entry();
