DROP TABLE availability_blocks;
DROP TABLE branch_overrides;
