internal import DataLoader
internal import Domain
internal import Postgres

/// The points of two customers who become one.
enum LoyaltyMerge {
    /// Gives the points of one customer to another, with all entries; the caller has locked both customers.
    static func merge<Code>(
        _ customer: UUIDBytes, into survivor: UUIDBytes, in session: MutationSession<Code>
    ) async throws(MutationFailure<Code>) {
        let found = try await session.run(find.bind(session.tenant, .uuid(customer)))
        guard found.rowCount == 1 else { return }
        let ordered = [customer, survivor].sorted { ($0.high, $0.low) < ($1.high, $1.low) }
        var accounts: [UUIDBytes: LockedAccount] = [:]
        for id in ordered { accounts[id] = try await LockedAccount(of: id, in: session) }
        guard var from = accounts[customer], var into = accounts[survivor] else { return }
        // Of two of whom one owes, the other pays.
        try await from.pay(&into, in: session)
        try await into.pay(&from, in: session)
        _ = try await session.run([
            empty.bind(session.tenant, .uuid(from.id), session.writer),
            move.bind(session.tenant, .uuid(from.id), .uuid(into.id), session.writer),
            grow.bind(
                session.tenant, .uuid(into.id), .int64(from.balance), .int64(from.lifetime),
                .int64(from.owed), session.writer),
        ])
    }

    /// `loyalty_accounts_customer_key` serves it.
    private static let find = Statement(
        "LoyaltyMerge.find",
        "SELECT id FROM loyalty_accounts WHERE organization_id = $1 AND customer_id = $2",
        parameters: [.uuid, .uuid])

    /// `loyalty_accounts_pkey` serves both.
    private static let empty = Statement(
        "LoyaltyMerge.empty",
        """
        UPDATE loyalty_accounts SET balance = 0, lifetime = 0, owed = 0, updated_at = now(), updated_by = $3,
          version = version + 1
        WHERE organization_id = $1 AND id = $2
        """, parameters: [.uuid, .uuid, .uuid])

    private static let grow = Statement(
        "LoyaltyMerge.grow",
        """
        UPDATE loyalty_accounts SET balance = balance + $3, lifetime = lifetime + $4, owed = owed + $5,
          updated_at = now(), updated_by = $6, version = version + 1
        WHERE organization_id = $1 AND id = $2
        """, parameters: [.uuid, .uuid, .int8, .int8, .int8, .uuid])

    /// `loyalty_entries_account_idx` serves it.
    private static let move = Statement(
        "LoyaltyMerge.move",
        """
        UPDATE loyalty_entries SET account_id = $3, updated_at = now(), updated_by = $4
        WHERE organization_id = $1 AND account_id = $2
        """, parameters: [.uuid, .uuid, .uuid, .uuid])
}
