internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Takes something off an order before tax, as somebody of the house decides. A rate stays a rate: it follows
/// the lines that come and go.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.orderDiscountAdd`.
enum OrderDiscountAdd: OrderPayload {
    /// Discounts of one order at most, those taken back too: whoever prices an order reads all of them.
    private static let countMax: Int64 = 50

    static let mutation = OrderWrite.make { (input, session) throws(OrderMutationFailure) in
        let order = try input.requiredUUID("orderId", .order)
        let name = try input.requiredText("name", 1...100)
        let reason = try input.text("reason", 1...200)
        let (rate, fixedMinor, capMinor) = try value(input)
        let lines = try input.uuids("lineIds", .orderLine)
        if let lines, !(1...500).contains(lines.count) {
            throw .invalid("lineIds", "A discount is taken off 1 to 500 lines, or off all.")
        }
        let locked = try await LockedOrder(order, at: "orderId", in: session)
        try locked.requireEditable(input)
        if let lines {
            let found = try await session.run(
                findLines.bind(session.tenant, .uuid(order), lines.parameter))
            guard found.rowCount == lines.count else { throw .notFound("lineIds") }
        }
        let added = try await session.run(
            insert.bind(
                .uuid(input.newID()), session.tenant, .uuid(order), .text(name),
                rate.map { .int32($0) } ?? .null, fixedMinor.map { .int64($0) } ?? .null,
                capMinor.map { .int64($0) } ?? .null, lines?.parameter ?? .null,
                reason.map { .text($0) } ?? .null, session.writer, .int64(countMax)))
        guard added.affectedRows == 1 else {
            throw .invalid("orderId", "An order has \(countMax) discounts at most.")
        }
        session.transaction.remark(reason: reason)
        locked.tell("order.changed", in: session)
        try await OrderTotals.reprice(order: order, in: session)
        return order
    }

    /// How much is taken off: a share, at most a cap, or an amount.
    private static func value(
        _ input: OrderInput
    ) throws(OrderMutationFailure) -> (rate: Int32?, fixedMinor: Int64?, capMinor: Int64?) {
        let rate = input.int("rateBasisPoints")
        let fixedMinor = input.int("amountMinor")
        let capMinor = input.int("capMinor")
        guard (rate == nil) != (fixedMinor == nil) else {
            throw .refused(
                .exactlyOne, "rateBasisPoints", "Either `rateBasisPoints` or `amountMinor` is needed.")
        }
        if let rate, !(1...10_000).contains(rate) {
            throw .invalid("rateBasisPoints", "A share is 1 to 10000 hundredths of a percent.")
        }
        if let fixedMinor, fixedMinor < 1 { throw .invalid("amountMinor", "An amount is at least 1.") }
        if let capMinor, capMinor < 0 || rate == nil {
            throw .invalid("capMinor", "A cap is of a share, and 0 at least.")
        }
        return (rate.map { Int32(clamping: $0) }, fixedMinor, capMinor)
    }

    /// `order_lines_order_idx` serves it.
    private static let findLines = Statement(
        "OrderDiscountAdd.findLines",
        "SELECT id FROM order_lines WHERE organization_id = $1 AND order_id = $2 AND id = ANY($3)",
        parameters: [.uuid, .uuid, .uuidArray])

    /// Behind those that are there; `order_discounts_order_idx` serves it.
    private static let insert = Statement(
        "OrderDiscountAdd.insert",
        """
        INSERT INTO order_discounts (id, organization_id, order_id, kind, name, rate_bps, fixed_minor,
          cap_minor, line_ids, reason, position, created_by, updated_by)
        SELECT $1, $2, $3, 'MANUAL', $4, $5, $6, $7, $8, $9, (SELECT coalesce(max(d.position), 0) + 1
          FROM order_discounts AS d WHERE d.organization_id = $2 AND d.order_id = $3), $10, $10
        WHERE (SELECT count(*) FROM order_discounts AS d
          WHERE d.organization_id = $2 AND d.order_id = $3) < $11
        """,
        parameters: [
            .uuid, .uuid, .uuid, .text, .int4, .int8, .int8, .uuidArray, .text, .uuid,
            .int8,
        ])
}
