internal import DataLoader
internal import Domain
internal import Postgres

/// Writes into the books: in the transaction of the act, and with it or not at all.
enum LedgerWriter {
    /// Where an act happened.
    struct Place {
        let branch: UUIDBytes
        /// The business day that it counts for, as ISO 8601 has it.
        let businessDate: String
        let currency: String
        var order: UUIDBytes?
        var payment: UUIDBytes?
        /// The till, and its drawer if it is cash.
        var drawer: UUIDBytes?
    }

    /// What posts an act's transfers: one statement, also for none.
    ///
    /// - Parameter act: what was done; posted a second time it violates `ledger_transfers_act_key`.
    static func posting<Code>(
        _ transfers: [LedgerTransfer], of act: UUIDBytes, at place: Place,
        in session: MutationSession<Code>
    ) -> BoundStatement {
        insert.bind(
            session.tenant, .uuid(place.branch), .text(place.businessDate), .text(place.currency),
            place.order.parameter, place.payment.parameter, .uuid(act), session.writer,
            transfers.map { _ in session.newID() }.parameter, transfers.map(\.kind.rawValue).parameter,
            transfers.map(\.debit.rawValue).parameter, transfers.map(\.credit.rawValue).parameter,
            transfers.map(\.amountMinor).parameter, place.drawer.parameter)
    }

    private static let insert = Statement(
        "LedgerWriter.insert",
        """
        INSERT INTO ledger_transfers (id, organization_id, branch_id, business_date, currency, order_id,
          payment_id, act_id, posted_by, cash_session_id, kind, debit_account, credit_account, amount_minor)
        SELECT k.id, $1, $2, $3::date, $4, $5, $6, $7, $8, $14, k.kind, k.debit, k.credit, k.amount
        FROM unnest($9::uuid[], $10::text[], $11::text[], $12::text[], $13::bigint[])
          AS k (id, kind, debit, credit, amount)
        """,
        parameters: [
            .uuid, .uuid, .text, .text, .uuid, .uuid, .uuid, .uuid, .uuidArray, .textArray, .textArray,
            .textArray, .int8Array, .uuid,
        ])
}
