/// What holds when all have gone home, whatever happened.
enum EveningPromises {
    /// Queries that find nothing if all is well.
    static let all: [(name: String, query: String)] = floor + money + benefits

    private static let floor: [(name: String, query: String)] = [
        (
            "numbers with a gap",
            """
            SELECT business_date || ': ' || max(number) || ' of ' || count(*) FROM orders
            GROUP BY branch_id, business_date HAVING max(number) <> count(*)
            """
        ),
        (
            "events with a gap",
            """
            SELECT branch_id || ': ' || max(sequence) || ' of ' || count(*) FROM events GROUP BY branch_id
            HAVING max(sequence) <> count(*)
            """
        ),
        (
            "lines that don't sum to the total",
            """
            SELECT o.number::text FROM orders AS o JOIN order_lines AS l ON l.order_id = o.id
            GROUP BY o.id, o.number, o.total_minor, o.charge_minor
            HAVING sum(l.total_minor) + o.charge_minor <> o.total_minor
            """
        ),
        (
            "a free table with money owed",
            """
            SELECT t.label FROM tables AS t JOIN orders AS o ON o.table_id = t.id
            WHERE t.status = 'AVAILABLE' AND o.status NOT IN ('COMPLETED', 'CANCELED')
            """
        ),
        (
            "an order without the event of its making",
            """
            SELECT o.number::text FROM orders AS o WHERE 1 <> (SELECT count(*) FROM events AS e
              WHERE e.entity_id = o.id AND e.type = 'order.created')
            """
        ),
    ]

    /// Of payments, the books and the drawers.
    static let money: [(name: String, query: String)] = [
        (
            "payments that don't sum to what is paid",
            """
            SELECT o.number::text FROM orders AS o
            LEFT JOIN payments AS p ON p.order_id = o.id
              AND p.status NOT IN ('PENDING', 'AUTHORIZED', 'FAILED', 'VOIDED')
            GROUP BY o.id, o.number, o.paid_minor, o.refunded_minor, o.tip_minor
            HAVING (coalesce(sum(p.amount_minor), 0), coalesce(sum(p.refunded_minor), 0),
              coalesce(sum(p.tip_minor - p.refunded_tip_minor), 0))
              <> (o.paid_minor, o.refunded_minor, o.tip_minor)
            """
        ),
        (
            "refunds that don't sum to what went back",
            """
            SELECT p.id::text FROM payments AS p LEFT JOIN refunds AS r ON r.payment_id = p.id
            GROUP BY p.id, p.refunded_minor HAVING coalesce(sum(r.amount_minor), 0) <> p.refunded_minor
            """
        ),
        (
            "orders whose amounts are not those of the books",
            """
            SELECT o.number::text FROM orders AS o LEFT JOIN LATERAL (
              SELECT sum(amount_minor) FILTER (WHERE account IN ('RECEIVABLE', 'REFUNDS')) AS owed,
                -sum(amount_minor) FILTER (WHERE account = 'TIPS_PAYABLE') AS tips,
                sum(amount_minor) FILTER (WHERE account IN ('CASH_DRAWER', 'PROVIDER_CLEARING')) AS held,
                sum(amount_minor) AS off FROM ledger_entries AS e WHERE e.order_id = o.id) AS l ON true
            WHERE coalesce(l.off, 0) <> 0 OR coalesce(l.tips, 0) <> o.tip_minor
              OR coalesce(l.held, 0) <> o.paid_minor - o.refunded_minor + o.tip_minor
              OR coalesce(l.owed, 0) <> CASE o.status WHEN 'COMPLETED' THEN o.total_minor ELSE 0 END
                - o.paid_minor + o.refunded_minor - o.written_off_minor
            """
        ),
        (
            "drawers that hold what the books do not know of",
            """
            SELECT s.register || ': ' || s.difference_minor FROM cash_sessions AS s
            WHERE s.status = 'CLOSED' AND (s.difference_minor <> 0 OR 0 <> (SELECT sum(e.amount_minor)
              FROM ledger_entries AS e WHERE e.cash_session_id = s.id AND e.account = 'CASH_DRAWER'))
            """
        ),
    ]

    private static let benefits: [(name: String, query: String)] = [
        (
            "coupons that count other uses than there are",
            """
            SELECT n.id::text FROM coupon_counts AS n WHERE n.used_count <> (SELECT count(*)
              FROM coupon_redemptions AS r WHERE r.coupon_id = n.id AND r.status <> 'RELEASED')
            """
        ),
        (
            "a coupon of an order that was called off",
            """
            SELECT o.number::text FROM coupon_redemptions AS r JOIN orders AS o ON o.id = r.order_id
            WHERE (o.status = 'CANCELED') AND r.status <> 'RELEASED'
            """
        ),
        (
            "orders that earned points twice, or too early, or not",
            """
            SELECT o.number::text FROM orders AS o LEFT JOIN loyalty_entries AS e
              ON e.order_id = o.id AND e.kind = 'EARN'
            WHERE o.customer_id IS NOT NULL GROUP BY o.id, o.number, o.status
            HAVING count(e.id) <> CASE o.status WHEN 'COMPLETED' THEN 1 ELSE 0 END
            """
        ),
        (
            "accounts whose balance is not what is left of their lots",
            """
            SELECT a.id::text FROM loyalty_accounts AS a WHERE a.balance <> (SELECT
              coalesce(sum(e.remaining), 0) FROM loyalty_entries AS e WHERE e.account_id = a.id)
            """
        ),
    ]
}
