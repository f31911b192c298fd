internal import DataLoader
internal import Domain
internal import Postgres

/// Takes points off that nobody has spent until they expired.
enum LoyaltyExpiry {
    static let expiry = Expiry(
        action: "loyaltyExpire", kind: .customer, field: "customerId", overdue: overdue, mutation: mutation)

    /// Of one customer, as the platform itself: whoever locks the account does it.
    private static let mutation = LoyaltyMutation.make(keyCount: 1) {
        (input, session) throws(LoyaltyFailure) in
        let customer = try input.requiredUUID("customerId", .customer)
        let account = try await LockedAccount(of: customer, in: session)
        session.transaction.remark(note: "EXPIRED")
        try await session.tellEverywhere("loyalty.changed", .loyaltyAccount, account.id, "EXPIRED")
        return [account.id.bytes]
    }

    /// `loyalty_entries_expiry_idx` and `loyalty_accounts_pkey` serve it. A customer with several lots comes
    /// once, by the first of them.
    private static let overdue = Statement(
        "LoyaltyExpiry.overdue",
        """
        SELECT customer_id, moment FROM (
          SELECT a.customer_id, min(e.expires_at) AS moment FROM loyalty_entries AS e
          JOIN loyalty_accounts AS a ON a.organization_id = $1 AND a.id = e.account_id
          WHERE e.organization_id = $1 AND e.remaining > 0 AND e.expires_at <= now()
          GROUP BY a.customer_id) AS o
        WHERE $2 IS NULL OR (moment, customer_id) > ($2, $3)
        ORDER BY moment, customer_id LIMIT $4
        """, parameters: [.uuid, .timestamptz, .uuid, .int4])
}
