import Postgres

extension PrincipalFacts {
    /// Reads where a guest sits; nil once the session that goes on is over, and for who has left it.
    func findSeat(
        of guest: Guest, deadline: ContinuousClock.Instant
    ) async throws(PostgresError) -> Seat? {
        let bound = Self.findSeat.bind(.uuid(guest.organization), .uuid(guest.session), .uuid(guest.guest))
        let row = try await read(bound, tenant: guest.organization, deadline)
        guard row.rowCount == 1, let session = row.uuid(0, 0), let branch = row.uuid(0, 1) else { return nil }
        return Seat(session: session, branch: branch)
    }

    /// `table_sessions_pkey` and `session_guests_pkey` serve it. A party moves a few times an evening; a
    /// chain of more than 50 is none.
    private static let findSeat = Statement(
        "PrincipalFacts.seat",
        """
        WITH RECURSIVE chain AS (
          SELECT s.id, s.branch_id, s.status, s.continued_by_id, 0 AS depth FROM table_sessions AS s
          WHERE s.organization_id = $1 AND s.id = $2
          UNION ALL
          SELECT n.id, n.branch_id, n.status, n.continued_by_id, c.depth + 1 FROM chain AS c
          JOIN table_sessions AS n ON n.organization_id = $1 AND n.id = c.continued_by_id
          WHERE c.depth < 50)
        SELECT c.id, c.branch_id FROM chain AS c
        JOIN session_guests AS g ON g.organization_id = $1 AND g.id = $3 AND g.session_id = c.id
          AND g.left_at IS NULL
        WHERE c.status IN ('PENDING', 'ACTIVE')
        """, parameters: [.uuid, .uuid, .uuid])
}
