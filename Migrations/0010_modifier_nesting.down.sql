DROP TRIGGER modifiers_nesting ON modifiers;
DROP TRIGGER modifier_child_groups_nesting ON modifier_child_groups;
DROP FUNCTION check_group_nesting();
DROP FUNCTION check_modifier_nesting(uuid, uuid);
