-- round 0: Table.byBranchAndSpace
SELECT k.ord, p.c0, p.c1, p.c2, p.c3
FROM unnest($1, $2) WITH ORDINALITY AS k(space_id, branch_id, ord)
CROSS JOIN LATERAL (
SELECT * FROM (
SELECT t.id AS c0, t.space_id AS c1, t.label AS c2, t.sort_key AS c3, t.sort_key AS o0, t.id AS o1
FROM tables AS t
WHERE t.organization_id = $3 AND t.branch_id = k.branch_id AND (k.space_id IS NULL OR t.space_id = k.space_id) AND ($4 IS NULL OR t.branch_id = ANY($4)) AND (t.sort_key, t.id) > ($5, $6)
ORDER BY t.sort_key, t.id
LIMIT 101) AS few
LIMIT $7) AS p
ORDER BY k.ord, p.o0, p.o1;

-- round 0: Branch.byID
SELECT t.id
FROM branches AS t
WHERE t.organization_id = $1 AND t.id = ANY($2) AND ($3 IS NULL OR t.id = ANY($3)) AND t.archived_at IS NULL;

-- round 0: Space.byBranch
SELECT t.branch_id, t.id, t.name
FROM spaces AS t
WHERE t.organization_id = $1 AND t.branch_id = ANY($2) AND ($3 IS NULL OR t.branch_id = ANY($3)) AND t.archived_at IS NULL
ORDER BY t.branch_id, t.position, t.id;

-- round 1: Space.byID
SELECT t.id, t.name
FROM spaces AS t
WHERE t.organization_id = $1 AND t.id = ANY($2) AND ($3 IS NULL OR t.branch_id = ANY($3)) AND t.archived_at IS NULL;

-- round 1: Table.bySpace
SELECT k.ord, p.c0, p.c1, p.c2, p.c3
FROM unnest($1) WITH ORDINALITY AS k(space_id, ord)
CROSS JOIN LATERAL (
SELECT * FROM (
SELECT t.id AS c0, t.label AS c1, t.sort_key AS c2, t.status AS c3, t.sort_key AS o0, t.id AS o1
FROM tables AS t
WHERE t.organization_id = $2 AND t.space_id = k.space_id AND ($3 IS NULL OR t.branch_id = ANY($3)) AND (t.sort_key, t.id) > ($4, $5)
ORDER BY t.sort_key, t.id
LIMIT 101) AS few
LIMIT $6) AS p
ORDER BY k.ord, p.o0, p.o1;
