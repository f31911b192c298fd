internal import DataLoader
internal import Domain
internal import Postgres

/// An order as it is stored, read as what its paper says.
struct StoredReceipt: Sendable {
    /// What the paper says, with all payments.
    private(set) var receipt: SaleReceipt
    /// Of its payments, in their order.
    let payments: [UUIDBytes]
    /// Who served, where somebody did.
    let waiter: UUIDBytes?
    /// The language of the branch.
    let locale: String?

    /// The statements that read an order within reach whole: one packet.
    static func reading(_ order: UUIDBytes, for caller: TenantCaller) -> [BoundStatement] {
        let tenant: ParameterValue = caller.organization.map { .uuid($0) } ?? .null
        return [header.bind(tenant, .uuid(order), caller.branchArray)]
            + [lines, choices, discounts, charges, taxes, paid, refunds].map {
                $0.bind(tenant, .uuid(order))
            }
    }

    /// What the statements found; nil for an order that is foreign or out of reach.
    ///
    /// - Parameter code: what the paper's code holds.
    init?(_ results: [PostgresResult], code: String, isCopy: Bool) {
        guard results.count == 8, let header = ReceiptHeader(results[0]) else { return nil }
        var receipt = SaleReceipt(
            seller: header.seller, occasion: header.occasion, standing: header.standing,
            currency: header.currency, pricesIncludeTax: header.pricesIncludeTax, code: code, isCopy: isCopy)
        receipt.sums = header.sums
        receipt.lines = Self.lines(results[1], Self.choices(results[2]))
        receipt.discounts = Self.named(results[3])
        receipt.charges = Self.named(results[4])
        receipt.taxes = Self.taxes(results[5])
        let paid = Self.payments(results[6], Self.refunds(results[7]))
        receipt.payments = paid.map(\.payment)
        payments = paid.map(\.id)
        waiter = header.waiter
        locale = header.locale
        self.receipt = receipt
    }

    /// Leaves out what the caller may not see: payments by their IDs, the name of who served.
    ///
    /// What the payments come to stays: the order says as much.
    mutating func show(payments shown: [Bool], waiter isShown: Bool) {
        receipt.payments = zip(receipt.payments, shown).filter(\.1).map(\.0)
        if !isShown { receipt.occasion.waiter = nil }
    }

    private static func lines(
        _ found: PostgresResult, _ choices: [UUIDBytes: [StoredChoice]]
    ) -> [SaleReceipt.Line] {
        (0..<found.rowCount).compactMap { row in
            guard let id = found.uuid(row, 0), let name = found.string(row, 1),
                let quantity = found.int(row, 2).flatMap({ Quantity(tenThousandths: $0) })
            else { return nil }
            return SaleReceipt.Line(
                name: name, quantity: quantity, unitMinor: found.int(row, 3) ?? 0,
                grossMinor: found.int(row, 4) ?? 0, isComped: found.bool(row, 5) ?? false,
                choices: StoredChoice.inOrder(choices[id] ?? []))
        }
    }

    private static func choices(_ found: PostgresResult) -> [UUIDBytes: [StoredChoice]] {
        var choices: [UUIDBytes: [StoredChoice]] = [:]
        for row in 0..<found.rowCount {
            guard let line = found.uuid(row, 0), let id = found.uuid(row, 1), let name = found.string(row, 3)
            else { continue }
            choices[line, default: []].append(
                StoredChoice(
                    id: id, parent: found.uuid(row, 2),
                    choice: SaleReceipt.Choice(
                        name: name, quantity: Int(found.int(row, 4) ?? 1),
                        amountMinor: found.int(row, 5) ?? 0)))
        }
        return choices
    }

    private static func named(_ found: PostgresResult) -> [SaleReceipt.NamedAmount] {
        (0..<found.rowCount).compactMap { row in
            guard let name = found.string(row, 0) else { return nil }
            return SaleReceipt.NamedAmount(
                name: name, rate: found.int(row, 1).flatMap { BasisPoints(Int($0)) },
                amountMinor: found.int(row, 2) ?? 0)
        }
    }

    private static func taxes(_ found: PostgresResult) -> [SaleReceipt.Tax] {
        (0..<found.rowCount).compactMap { row in
            guard let name = found.string(row, 0),
                let rate = found.int(row, 1).flatMap({ BasisPoints(Int($0)) })
            else { return nil }
            return SaleReceipt.Tax(
                component: TaxComponent(name: name, rate: rate), baseMinor: found.int(row, 2) ?? 0,
                amountMinor: found.int(row, 3) ?? 0)
        }
    }

    private static func payments(
        _ found: PostgresResult, _ refunds: [UUIDBytes: [SaleReceipt.Refund]]
    ) -> [(id: UUIDBytes, payment: SaleReceipt.Payment)] {
        (0..<found.rowCount).compactMap { row in
            guard let id = found.uuid(row, 0), let method = found.string(row, 1).flatMap(PaymentMethod.init)
            else { return nil }
            return (
                id,
                SaleReceipt.Payment(
                    method: method, amountMinor: found.int(row, 2) ?? 0, tipMinor: found.int(row, 3) ?? 0,
                    tenderedMinor: found.int(row, 4), changeMinor: found.int(row, 5) ?? 0,
                    refunds: refunds[id] ?? [])
            )
        }
    }

    private static func refunds(_ found: PostgresResult) -> [UUIDBytes: [SaleReceipt.Refund]] {
        var refunds: [UUIDBytes: [SaleReceipt.Refund]] = [:]
        for row in 0..<found.rowCount {
            guard let payment = found.uuid(row, 0),
                let date = found.int(row, 1).flatMap({ LocalDate(dayNumber: Int($0)) }),
                let amountMinor = found.int(row, 2)
            else { continue }
            refunds[payment, default: []].append(SaleReceipt.Refund(date: date, amountMinor: amountMinor))
        }
        return refunds
    }
}

/// A choice with the one that opened it.
private struct StoredChoice {
    let id: UUIDBytes
    let parent: UUIDBytes?
    var choice: SaleReceipt.Choice

    /// Each choice before those that it opened.
    static func inOrder(
        _ choices: [StoredChoice], below parent: UUIDBytes? = nil, depth: Int = 0
    ) -> [SaleReceipt.Choice] {
        guard depth < ChosenModifier.depthMax else { return [] }
        return choices.filter { $0.parent == parent }.flatMap { stored in
            var choice = stored.choice
            choice.depth = depth
            return [choice] + inOrder(choices, below: stored.id, depth: depth + 1)
        }
    }
}

extension StoredReceipt {
    /// `orders_pkey`, `branches_pkey`, `organizations_pkey`, `tables_pkey`, `members_pkey` and `users_pkey`
    /// serve it.
    private static let header = Statement(
        "StoredReceipt.header",
        """
        SELECT o.number, (o.business_date - DATE '1970-01-01')::bigint,
          floor(extract(epoch FROM o.created_at))::bigint, b.timezone, o.type, t.label, o.guest_name,
          o.status, o.currency, o.prices_include_tax, o.subtotal_minor, o.comp_minor, o.net_minor,
          o.tax_minor, o.total_minor, o.paid_minor, o.refunded_minor, o.written_off_minor,
          b.name, coalesce(b.legal_name, g.legal_name), g.tax_id,
          concat_ws(chr(10), b.address->>'line1', b.address->>'line2',
            nullif(concat_ws(', ', b.address->>'district', b.address->>'city', b.address->>'region',
              b.address->>'postalCode'), ''), b.address->>'country'),
          b.phone, b.default_locale, o.member_id, u.display_name
        FROM orders AS o
        JOIN branches AS b ON b.organization_id = $1 AND b.id = o.branch_id
        JOIN organizations AS g ON g.organization_id = $1 AND g.id = $1
        LEFT JOIN tables AS t ON t.organization_id = $1 AND t.id = o.table_id
        LEFT JOIN members AS m ON m.organization_id = $1 AND m.id = o.member_id
        LEFT JOIN users AS u ON u.id = m.user_id
        WHERE o.organization_id = $1 AND o.id = $2 AND ($3 IS NULL OR o.branch_id = ANY($3))
        """, parameters: [.uuid, .uuid, .uuidArray])

    /// `order_lines_order_idx` serves it.
    private static let lines = Statement(
        "StoredReceipt.lines",
        """
        SELECT id, name, (quantity * 10000)::bigint, coalesce(branch_minor, base_minor) + modifier_minor,
          gross_minor, status = 'COMPED'
        FROM order_lines WHERE organization_id = $1 AND order_id = $2 AND status <> 'VOIDED'
        ORDER BY position, id
        """, parameters: [.uuid, .uuid])

    /// `order_lines_order_idx` and `order_line_modifiers_line_idx` serve it.
    private static let choices = Statement(
        "StoredReceipt.choices",
        """
        SELECT m.line_id, m.id, m.parent_id, m.name, m.quantity, m.amount_minor
        FROM order_lines AS l
        JOIN order_line_modifiers AS m ON m.organization_id = $1 AND m.line_id = l.id
        WHERE l.organization_id = $1 AND l.order_id = $2 ORDER BY m.position, m.id
        """, parameters: [.uuid, .uuid])

    /// `order_discounts_order_idx` serves it.
    private static let discounts = Statement(
        "StoredReceipt.discounts",
        """
        SELECT name, rate_bps, amount_minor FROM order_discounts
        WHERE organization_id = $1 AND order_id = $2 AND removed_at IS NULL ORDER BY position, id
        """, parameters: [.uuid, .uuid])

    /// `order_charges_order_idx` serves it.
    private static let charges = Statement(
        "StoredReceipt.charges",
        """
        SELECT name, rate_bps, amount_minor FROM order_charges
        WHERE organization_id = $1 AND order_id = $2 ORDER BY position, id
        """, parameters: [.uuid, .uuid])

    /// `order_line_taxes_order_idx` serves it: the view groups by order.
    private static let taxes = Statement(
        "StoredReceipt.taxes",
        """
        SELECT component, rate_bps, base_minor, amount_minor FROM order_taxes
        WHERE organization_id = $1 AND order_id = $2 ORDER BY component, rate_bps
        """, parameters: [.uuid, .uuid])

    /// `payments_order_idx` serves it. What never came in, or was taken back at once, is not on paper.
    private static let paid = Statement(
        "StoredReceipt.paid",
        """
        SELECT id, method, amount_minor, tip_minor, tendered_minor, change_minor FROM payments
        WHERE organization_id = $1 AND order_id = $2
          AND status IN ('CAPTURED', 'PARTIALLY_REFUNDED', 'REFUNDED')
        ORDER BY created_at, id
        """, parameters: [.uuid, .uuid])

    /// `payments_order_idx` and `refunds_payment_idx` serve it.
    private static let refunds = Statement(
        "StoredReceipt.refunds",
        """
        SELECT r.payment_id, (r.business_date - DATE '1970-01-01')::bigint, r.amount_minor + r.tip_minor
        FROM payments AS p
        JOIN refunds AS r ON r.organization_id = $1 AND r.payment_id = p.id
        WHERE p.organization_id = $1 AND p.order_id = $2 ORDER BY r.created_at, r.id
        """, parameters: [.uuid, .uuid])
}
