internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Counts a drawer and closes it. Nobody is told what should be in it before it is counted.
///
/// Without a count the counting begins: nothing moves in the drawer any more. What is expected are the books,
/// added up; the difference is posted, and what was counted goes to the safe.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.cashSessionClose`.
enum CashSessionClose: CashSessionPayload {
    static let mutation = MoneyWrite.make(keyCount: 1) { (input, session) throws(PaymentFailure) in
        let counted = input.int("countedMinor")
        if let counted, counted < 0 {
            throw .invalid("countedMinor", "A count is not less than nothing.")
        }
        let note = try input.text("note", 1...500)
        let drawer = try await LockedDrawer.take(.alone, input, session)
        try input.requireVersion(drawer.version)
        var facts = drawer.facts(session)
        if drawer.status != .counting || counted == nil {
            try LockedDrawer.requireStep(from: drawer.status, to: .counting, given: facts, session)
            try await begin(drawer, note, session)
        }
        if let counted {
            facts.insert(.counted)
            try LockedDrawer.requireStep(from: .counting, to: .closed, given: facts, session)
            try await settle(drawer, counted, note, session)
        }
        LockedDrawer.tell(drawer.id, in: drawer.branch, counted == nil ? .counting : .closed, session)
        return [drawer.id.bytes]
    }

    private static func begin(
        _ drawer: LockedDrawer, _ note: String?, _ session: PaymentSession
    ) async throws(PaymentFailure) {
        let begun = try await session.run(
            count.bind(session.tenant, .uuid(drawer.id), note.parameter, session.writer))
        guard begun.rowCount == 1 else { throw PaymentRefusal.changed("cashSessionId") }
    }

    private static func settle(
        _ drawer: LockedDrawer, _ counted: Int64, _ note: String?, _ session: PaymentSession
    ) async throws(PaymentFailure) {
        let sum = try await session.run(expected.bind(session.tenant, .uuid(drawer.id)))
        guard let expected = sum.int(0, 0),
            let transfers = LedgerTransfer.count(expectedMinor: expected, countedMinor: counted)
        else { throw .invalid("countedMinor", "The count is too large.") }
        let results = try await session.run([
            close.bind(
                session.tenant, .uuid(drawer.id), .int64(counted), .int64(expected), note.parameter,
                session.caller.member.parameter, session.writer),
            LedgerWriter.posting(transfers, of: drawer.id, at: drawer.place, in: session),
        ])
        guard results.first?.rowCount == 1 else { throw PaymentRefusal.changed("cashSessionId") }
    }

    /// `cash_sessions_pkey` serves it.
    private static let count = Statement(
        "CashSessionClose.count",
        """
        UPDATE cash_sessions SET status = 'COUNTING', counting_at = now(), note = coalesce($3, note),
          version = version + 1, updated_at = now(), updated_by = $4
        WHERE organization_id = $1 AND id = $2 AND status = 'OPEN'
        RETURNING id
        """, parameters: [.uuid, .uuid, .text, .uuid])

    /// `ledger_transfers_cash_session_idx` serves it.
    private static let expected = Statement(
        "CashSessionClose.expected",
        """
        SELECT coalesce(sum(amount_minor), 0)::bigint FROM ledger_entries
        WHERE organization_id = $1 AND cash_session_id = $2 AND account = 'CASH_DRAWER'
        """, parameters: [.uuid, .uuid])

    /// `cash_sessions_pkey` serves it.
    private static let close = Statement(
        "CashSessionClose.close",
        """
        UPDATE cash_sessions SET status = 'CLOSED', counted_minor = $3, expected_minor = $4,
          difference_minor = $3 - $4, note = coalesce($5, note), closed_by = $6, closed_at = now(),
          version = version + 1, updated_at = now(), updated_by = $7
        WHERE organization_id = $1 AND id = $2 AND status = 'COUNTING'
        RETURNING id
        """, parameters: [.uuid, .uuid, .int8, .int8, .text, .uuid, .uuid])
}
