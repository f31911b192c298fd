internal import DataLoader
internal import Domain
internal import Postgres

/// Abandons carts that nobody has touched until they expired: they can be filled and sent no more, and their
/// session or customer can begin another one.
enum CartExpiry {
    static let expiry = Expiry(
        action: "cartExpire", kind: .cart, field: "cartId", overdue: overdue, mutation: mutation)

    /// Abandons one cart, as the platform itself.
    private static let mutation = CartMutation.make(keyCount: 1) { (input, session) throws(CartFailure) in
        let id = try input.requiredUUID("cartId", .cart)
        let found = try await session.run(lock.bind(session.tenant, .uuid(id)))
        guard found.rowCount == 1, let branch = found.uuid(0, 0),
            let status = found.string(0, 1).flatMap(CartLifecycle.State.init)
        else { throw .notFound("cartId") }
        do {
            _ = try CartLifecycle.transition(
                from: status, to: .abandoned, by: .system,
                given: found.bool(0, 2) == true ? [.expired] : [])
        } catch {
            throw .refused(.conflict, "cartId", "Somebody was faster: the cart is sent, or still used.")
        }
        session.transaction.remark(note: "EXPIRED")
        let abandoned = try await session.run(
            abandon.bind(session.tenant, .uuid(id), .text(status.rawValue)))
        guard abandoned.affectedRows == 1 else {
            throw .refused(.conflict, "cartId", "The cart is no longer open.")
        }
        session.transaction.tell(CartEvent.changed(id, in: branch, .abandoned))
        return [id.bytes]
    }

    /// `carts_pkey` serves it.
    private static let lock = Statement(
        "CartExpiry.lock",
        """
        SELECT branch_id, status, expires_at <= now() FROM carts
        WHERE organization_id = $1 AND id = $2 FOR NO KEY UPDATE
        """, parameters: [.uuid, .uuid])

    /// `carts_pkey` serves it.
    private static let abandon = Statement(
        "CartExpiry.abandon",
        """
        UPDATE carts SET status = 'ABANDONED', updated_at = now(), version = version + 1
        WHERE organization_id = $1 AND id = $2 AND status = $3
        """, parameters: [.uuid, .uuid, .text])

    /// `carts_expiry_idx` serves it.
    private static let overdue = Statement(
        "CartExpiry.overdue",
        """
        SELECT id, expires_at FROM carts
        WHERE organization_id = $1 AND status = 'OPEN' AND expires_at <= now()
          AND ($2 IS NULL OR (expires_at, id) > ($2, $3))
        ORDER BY expires_at, id LIMIT $4
        """, parameters: [.uuid, .timestamptz, .uuid, .int4])
}
