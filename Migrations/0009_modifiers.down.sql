DROP TABLE modifier_child_groups;
DROP TABLE item_modifier_groups;
DROP TABLE modifiers;
DROP TABLE modifier_groups;
