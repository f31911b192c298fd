DROP TABLE api_keys;
DROP TABLE member_branches;
DROP TABLE members;
DROP TABLE branches;
DROP TABLE organizations;
