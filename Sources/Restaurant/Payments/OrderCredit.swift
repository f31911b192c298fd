internal import Domain
internal import Postgres

/// What a payment, or taking it back, changes of the order's amounts, which its locked row keeps: they are
/// those of the books, added up.
struct OrderCredit {
    /// The check that it was for.
    var check: UUIDBytes?
    /// By how much what was captured grows; below 0 it shrinks.
    var paidMinor: Int64 = 0
    /// The same of the tips.
    var tipMinor: Int64 = 0
    /// The same of what went back.
    var refundedMinor: Int64 = 0
    /// The same of what the check has received.
    var checkMinor: Int64 = 0

    /// What writes it: two statements.
    func writing(to order: UUIDBytes, _ session: PaymentSession) -> [BoundStatement] {
        [
            Self.credit.bind(
                session.tenant, .uuid(order), .int64(paidMinor), .int64(tipMinor), .int64(refundedMinor),
                session.writer),
            Self.creditCheck.bind(
                session.tenant, check.parameter, .int64(checkMinor), session.writer),
        ]
    }

    /// `orders_pkey` serves it.
    private static let credit = Statement(
        "OrderCredit.credit",
        """
        UPDATE orders SET paid_minor = paid_minor + $3, tip_minor = tip_minor + $4,
          refunded_minor = refunded_minor + $5, version = version + 1, updated_at = now(), updated_by = $6
        WHERE organization_id = $1 AND id = $2
        """, parameters: [.uuid, .uuid, .int8, .int8, .int8, .uuid])

    /// `order_checks_pkey` serves it.
    private static let creditCheck = Statement(
        "OrderCredit.creditCheck",
        """
        UPDATE order_checks SET paid_minor = paid_minor + $3, version = version + 1, updated_at = now(),
          updated_by = $4
        WHERE organization_id = $1 AND id = $2 AND $3 <> 0
        """, parameters: [.uuid, .uuid, .int8, .uuid])
}
