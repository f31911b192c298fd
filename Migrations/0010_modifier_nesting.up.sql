-- Groups nest to eight levels (group → modifier → group …) and never reach themselves.
--
-- The longest way through a group is the levels above it and the levels below it. Each walk carries (group,
-- level) pairs without repetition and stops after eight levels, so that it ends on a cycle too and its cost
-- is bounded by eight times the groups, however many paths there are. A cycle shows as a group that stands
-- below itself.
CREATE FUNCTION check_modifier_nesting(tenant uuid, start_group uuid) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $body$
DECLARE
    levels_above integer;
    levels_below integer;
    reaches_itself boolean;
    depth_max CONSTANT integer := 8;
BEGIN
    -- Two links that are harmless alone can close a circle together: one writer of links a tenant at a time.
    PERFORM pg_advisory_xact_lock(hashtextextended('modifier_nesting ' || tenant::text, 0));

    WITH RECURSIVE below (group_id, level) AS (
        SELECT start_group, 0
        UNION
        SELECT link.group_id, below.level + 1
        FROM below
        JOIN public.modifiers AS modifier
            ON modifier.organization_id = tenant AND modifier.group_id = below.group_id
        JOIN public.modifier_child_groups AS link
            ON link.organization_id = tenant AND link.modifier_id = modifier.id
        WHERE below.level < depth_max
    )
    SELECT max(level), bool_or(level > 0 AND group_id = start_group)
    INTO levels_below, reaches_itself FROM below;
    IF reaches_itself THEN
        RAISE EXCEPTION 'a modifier group cannot lie below itself'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'modifier_child_groups_acyclic',
                TABLE = 'modifier_child_groups';
    END IF;

    WITH RECURSIVE above (group_id, level) AS (
        SELECT start_group, 0
        UNION
        SELECT modifier.group_id, above.level + 1
        FROM above
        JOIN public.modifier_child_groups AS link
            ON link.organization_id = tenant AND link.group_id = above.group_id
        JOIN public.modifiers AS modifier
            ON modifier.organization_id = tenant AND modifier.id = link.modifier_id
        WHERE above.level < depth_max
    )
    SELECT max(level) INTO levels_above FROM above;
    IF levels_above + 1 + levels_below > depth_max THEN
        RAISE EXCEPTION 'modifier groups nest to % levels at most', depth_max
            USING ERRCODE = 'check_violation', CONSTRAINT = 'modifier_child_groups_depth',
                TABLE = 'modifier_child_groups';
    END IF;
END
$body$;
-- The triggers run as the writer, so the writer needs the right to call it.
REVOKE ALL ON FUNCTION check_modifier_nesting(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION check_modifier_nesting(uuid, uuid) TO comanda_app;

CREATE FUNCTION check_group_nesting() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $body$
BEGIN
    PERFORM public.check_modifier_nesting(NEW.organization_id, NEW.group_id);
    RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION check_group_nesting() FROM PUBLIC;
CREATE TRIGGER modifier_child_groups_nesting
    AFTER INSERT OR UPDATE OF modifier_id, group_id ON modifier_child_groups
    FOR EACH ROW EXECUTE FUNCTION check_group_nesting();

-- A modifier that moves takes the groups below it along.
CREATE TRIGGER modifiers_nesting AFTER UPDATE OF group_id ON modifiers
    FOR EACH ROW WHEN (OLD.group_id <> NEW.group_id) EXECUTE FUNCTION check_group_nesting();
