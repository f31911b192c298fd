DO $tables$
DECLARE
    noted record;
    former text;
BEGIN
    FOR noted IN SELECT * FROM (VALUES
        ('orders', ARRAY['customer_id', 'guest_name']), ('carts', '{}'), ('order_checks', '{}'),
        ('table_sessions', '{}'), ('session_guests', '{}'), ('service_requests', '{}'),
        ('reservations', '{}')) AS noted (relation, personal)
    LOOP
        FOREACH former IN ARRAY ARRAY['audit_insert', 'audit_update', 'audit_delete', 'audit_actor'] LOOP
            EXECUTE format('DROP TRIGGER %I ON %I', former, noted.relation);
        END LOOP;
        CALL audit_tenant_table(noted.relation::regclass, noted.personal);
    END LOOP;
END
$tables$;
