import Testing

@testable import DataLoader

/// What of a statement's text decides whether its rows may be kept.
struct StatementReadsTests {
    @Test(arguments: [
        ("SELECT t.id FROM a AS t WHERE t.organization_id = $1", ["a"]),
        ("SELECT k.ord FROM unnest($2, $3) WITH ORDINALITY AS k(x, ord)\nJOIN a AS t ON t.id = k.x", ["a"]),
        (
            "SELECT coalesce((SELECT tr.v FROM b AS tr WHERE tr.id = t.id LIMIT 1), t.v) FROM a AS t",
            ["a", "b"]
        ),
        ("SELECT 1::bigint FROM a AS t LEFT JOIN b AS o ON o.id = t.id ORDER BY 1", ["a", "b"]),
        (
            "WITH c (id) AS (SELECT x.id FROM b AS x) SELECT t.id FROM a AS t JOIN c AS c ON c.id = t.id",
            ["a", "b"]
        ),
        (
            """
            SELECT p.c FROM unnest($1) WITH ORDINALITY AS k(x, ord)
            CROSS JOIN LATERAL (SELECT t.c FROM a AS t LIMIT $2) AS p ORDER BY k.ord
            """,
            ["a"]
        ),
        ("SELECT 'FROM b, now()' FROM a AS t", ["a"]),
    ])
    func `tables are found`(_ sql: String, _ tables: [String]) {
        #expect(StatementReads(sql).tables == Set(tables))
        #expect(StatementReads(sql).momentParameter == nil)
    }

    @Test(arguments: [
        "SELECT t.id FROM a AS t, b AS u", "SELECT t.id FROM a t, b", "SELECT f(t.id) FROM a AS t",
        "SELECT t.id FROM f($1) AS t", "SELECT t.id FROM \"a\" AS t", "SELECT now() FROM a AS t",
        "SELECT current_date FROM a AS t", "SELECT t.id FROM a AS t WHERE t.x = current_setting('x')",
        "SELECT t.id FROM unnest($1) AS k(x), a AS t", "SELECT t.id FROM (SELECT 1) AS k, a AS t",
        "SELECT t.id FROM a AS t WHERE t.u < coalesce($1, now()) AND t.v < coalesce($2, now())",
        "SELECT t.id FROM a AS t FOR UPDATE", "SELECT 'x FROM a",
    ])
    func `what can't be told is not kept`(_ sql: String) {
        #expect(StatementReads(sql).tables == nil)
    }

    @Test
    func `a moment that stands for the clock is found`() {
        let reads = StatementReads(
            "SELECT t.u > coalesce($3, now()) FROM a AS t WHERE t.v > coalesce($3, now())")

        #expect(reads.tables == ["a"])
        #expect(reads.momentParameter == 3)
    }
}
