internal import DataLoader
internal import Domain
internal import Postgres

/// An order that somebody pays for, and the check if it is one of several: both locked.
struct PaidOrder {
    let id: UUIDBytes
    let branch: UUIDBytes
    /// What is owed, of the order and of the check.
    let balanceMinor: Int64
    let tipMinor: Int64
    /// When the transaction began, in seconds since 1970.
    let now: Int64

    /// Finds and locks them; the payment that a client's ID names already comes along.
    ///
    /// - Throws: NOT_FOUND for what is out of reach, ORDER_CLOSED.
    static func take(
        _ request: PaymentRequest, _ session: MutationSession<PaymentErrorCode>
    ) async throws(PaymentFailure) -> (order: PaidOrder, earlier: PostgresResult) {
        let null = ParameterValue.null
        let results = try await session.run([
            lock.bind(session.tenant, .uuid(request.order), session.caller.branchArray),
            lockCheck.bind(
                session.tenant, .uuid(request.order), request.check.map { .uuid($0) } ?? null),
            PaymentRequest.find.bind(
                session.tenant, request.id.map { .uuid($0) } ?? null, session.caller.branchArray),
        ])
        guard results.count == 3 else { throw .notFound("orderId") }
        let (found, check, earlier) = (results[0], results[1], results[2])
        guard found.rowCount == 1, let branch = found.uuid(0, 0),
            let status = found.string(0, 1).flatMap(OrderLifecycle.State.init(rawValue:)),
            let owed = found.int(0, 2), let tip = found.int(0, 3), let now = found.int(0, 4)
        else { throw .notFound("orderId") }
        guard request.check == nil || check.rowCount == 1 else { throw .notFound("checkId") }
        let balance = request.check == nil ? owed : min(owed, check.int(0, 0) ?? 0)
        let order = PaidOrder(
            id: request.order, branch: branch, balanceMinor: balance, tipMinor: tip, now: now)
        if OrderLifecycle.isFinal(status), earlier.rowCount == 0 {
            throw .refused(.orderClosed, "orderId", "The order is \(status.rawValue).")
        }
        return (order, earlier)
    }

    /// What is under way with a provider is as good as paid: or two could pay the same. `orders_pkey` and
    /// `payments_order_idx` serve it.
    private static let lock = Statement(
        "PaidOrder.lock",
        """
        SELECT branch_id, status, total_minor - written_off_minor - paid_minor + refunded_minor
            - (SELECT coalesce(sum(p.amount_minor), 0)::bigint FROM payments AS p WHERE
              p.organization_id = $1 AND p.order_id = $2 AND p.status IN ('PENDING', 'AUTHORIZED')),
          tip_minor, extract(epoch FROM now())::bigint
        FROM orders
        WHERE organization_id = $1 AND id = $2 AND ($3 IS NULL OR branch_id = ANY($3))
        FOR NO KEY UPDATE
        """, parameters: [.uuid, .uuid, .uuidArray])

    /// `order_checks_pkey` and `payments_check_idx` serve it.
    private static let lockCheck = Statement(
        "PaidOrder.lockCheck",
        """
        SELECT total_minor - paid_minor
          - (SELECT coalesce(sum(p.amount_minor), 0)::bigint FROM payments AS p WHERE
            p.organization_id = $1 AND p.check_id = $3 AND p.status IN ('PENDING', 'AUTHORIZED'))
        FROM order_checks
        WHERE organization_id = $1 AND order_id = $2 AND id = $3
        FOR NO KEY UPDATE
        """, parameters: [.uuid, .uuid, .uuid])
}
