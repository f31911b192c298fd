internal import DataLoader
internal import Domain
internal import Postgres

/// Ends sessions whose time is over: guests whom nobody let in are turned away, and parties that left without
/// a word are closed. Who has an open order stays, who still fills a cart too, and who owes something is left
/// to people.
enum SessionExpiry {
    static let expiry = Expiry(
        action: "tableSessionExpire", kind: .tableSession, field: "sessionId", overdue: overdue,
        mutation: mutation)

    /// Ends one session, as the platform itself.
    private static let mutation = FloorMutation.make(keyCount: 1) { (input, session) throws(FloorFailure) in
        let id = try input.requiredUUID("sessionId", .tableSession)
        let locked = try await LockedSession(id, at: "sessionId", in: session)
        let state: TableSessionLifecycle.State = locked.status == .pending ? .rejected : .closed
        // With nothing owed the state table would let it go at any time.
        if state == .closed, locked.owedMinor > 0 || !locked.isOver || isChoosing(locked, session) {
            throw FloorRefusal.changed("sessionId")
        }
        _ = try SessionEnding.transition(of: locked, to: state, by: .system, at: "sessionId")
        session.transaction.remark(note: "EXPIRED")
        try await SessionEnding.write(state, to: locked, at: "sessionId", in: session)
        try await SessionEnding.dissolve(locked, in: session)
        // Who was never let in holds no table: others may sit there.
        if state == .closed {
            try await SessionEnding.freeTable(of: locked, by: .system, at: "sessionId", in: session)
        }
        return [id.bytes]
    }

    /// Whether the party has touched a cart of its own a short while ago.
    private static func isChoosing(_ locked: LockedSession, _ session: FloorSession) -> Bool {
        guard let idle = locked.cartIdleSeconds else { return false }
        return idle < session.services.cartIdle.components.seconds
    }

    /// `table_sessions_expiry_idx` and `orders_session_idx` serve it.
    private static let overdue = Statement(
        "SessionExpiry.overdue",
        """
        SELECT s.id, s.expires_at FROM table_sessions AS s
        WHERE s.organization_id = $1 AND s.status IN ('PENDING', 'ACTIVE') AND s.expires_at <= now()
          AND ($2 IS NULL OR (s.expires_at, s.id) > ($2, $3))
          AND (s.status = 'PENDING' OR NOT EXISTS (SELECT FROM orders AS o
            WHERE o.organization_id = $1 AND o.session_id = s.id
              AND (o.status NOT IN ('CANCELED', 'COMPLETED') OR \(OrderBalance.text(of: "o")) > 0)))
        ORDER BY s.expires_at, s.id LIMIT $4
        """, parameters: [.uuid, .timestamptz, .uuid, .int4])
}
