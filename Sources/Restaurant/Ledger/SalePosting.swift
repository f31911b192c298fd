internal import Domain
internal import Postgres

/// Posts an order that is completed: what was sold, its taxes, what was taken off and what was written off.
enum SalePosting {
    /// What it needs of the order's row, for the statement that completes it to return behind the version.
    static let columns =
        "business_date::text, net_minor, tax_minor, discount_minor + comp_minor, written_off_minor"

    /// - Parameter completed: the row that the completing statement has returned.
    /// - Throws: what the database reports; `ledger_transfers_act_key` for an order that was posted before.
    static func write<Code>(
        _ order: LockedOrder, _ completed: PostgresResult, in session: MutationSession<Code>
    ) async throws(MutationFailure<Code>) {
        guard let date = completed.string(0, 1), let net = completed.int(0, 2),
            let tax = completed.int(0, 3), let takenOff = completed.int(0, 4),
            let writtenOff = completed.int(0, 5)
        else { throw .notFound("id") }
        let transfers = LedgerTransfer.sale(
            netMinor: net, taxMinor: tax, takenOffMinor: takenOff, writtenOffMinor: writtenOff)
        let place = LedgerWriter.Place(
            branch: order.branch, businessDate: date, currency: order.currency, order: order.id)
        _ = try await session.run(LedgerWriter.posting(transfers, of: order.id, at: place, in: session))
    }
}
