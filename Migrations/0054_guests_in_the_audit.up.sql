-- What guests say of themselves enters the log under their key or not at all. Who is a customer has one; a
-- guest at a table or on the telephone has none that could be erased, so those values are left out: the log
-- says that such a row changed, who did it and when.

-- The first column of each names the person; '' is nobody whom the organization knows.
DO $tables$
DECLARE
    noted record;
    former text;
BEGIN
    FOR noted IN SELECT * FROM (VALUES
        ('orders', ARRAY['customer_id', 'guest_name', 'note']),
        ('carts', ARRAY['customer_id', 'note']),
        ('order_checks', ARRAY['', 'label']),
        ('table_sessions', ARRAY['', 'guest_name']),
        ('session_guests', ARRAY['', 'name']),
        ('service_requests', ARRAY['', 'note']),
        ('reservations', ARRAY['', 'guest_name', 'phone', 'note'])) AS noted (relation, personal)
    LOOP
        FOREACH former IN ARRAY ARRAY['audit_insert', 'audit_update', 'audit_delete', 'audit_actor'] LOOP
            EXECUTE format('DROP TRIGGER %I ON %I', former, noted.relation);
        END LOOP;
        CALL audit_tenant_table(noted.relation::regclass, noted.personal);
    END LOOP;
END
$tables$;
