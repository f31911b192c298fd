-- What is kept of menus in the memory of servers is valid for an edition of the tenant's menus: the set of its rows
-- here. Each statement that changes a table of menus, by whomever, adds a row in its own transaction and takes away
-- those that it can see and that nobody else is taking away. Two snapshots that show the same set show the same
-- menus: the last of the transactions in between would have left a row that only a later one could have taken away.
--
-- No lock is waited for, so that changes of one tenant commit beside each other. There is no key to the
-- organization: what goes with an organization is noted as well. A restored copy has random identifiers like any
-- other, so that an edition never comes back. TRUNCATE and a replica's role are not noted.
CREATE TABLE menu_changes (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    organization_id uuid NOT NULL,
    PRIMARY KEY (organization_id, id)
);
CALL protect_tenant_table('menu_changes');

CREATE FUNCTION note_menu_change() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog
AS $body$
DECLARE
    tenant uuid;
BEGIN
    FOR tenant IN SELECT DISTINCT organization_id FROM changed_rows LOOP
        DELETE FROM public.menu_changes AS gone
        WHERE gone.organization_id = tenant AND gone.id IN (
            SELECT free.id FROM public.menu_changes AS free
            WHERE free.organization_id = tenant FOR UPDATE SKIP LOCKED);
        INSERT INTO public.menu_changes (organization_id) VALUES (tenant);
    END LOOP;
    RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION note_menu_change() FROM PUBLIC;

-- The tables of `MenuCache`; a test compares both.
DO $tables$
DECLARE
    followed text;
    event record;
BEGIN
    FOREACH followed IN ARRAY ARRAY[
        'branches', 'tax_classes', 'tax_rates', 'images', 'menus', 'menu_branches', 'menu_categories', 'menu_items',
        'modifier_groups', 'modifiers', 'item_modifier_groups', 'modifier_child_groups', 'menu_schedules',
        'translations', 'branch_overrides', 'availability_blocks']
    LOOP
        FOR event IN SELECT * FROM (VALUES ('insert', 'NEW'), ('update', 'NEW'), ('delete', 'OLD'))
            AS event (name, side)
        LOOP
            EXECUTE format(
                'CREATE TRIGGER menu_%s AFTER %s ON %I REFERENCING %s TABLE AS changed_rows '
                'FOR EACH STATEMENT EXECUTE FUNCTION note_menu_change()',
                event.name, upper(event.name), followed, event.side);
        END LOOP;
    END LOOP;
END
$tables$;
