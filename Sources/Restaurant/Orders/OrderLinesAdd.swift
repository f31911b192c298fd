internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Adds lines to an order that can still be changed, at the prices of now and the taxes of the order's day.
/// Once it is confirmed, they follow their courses to the kitchen.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.orderLinesAdd`.
enum OrderLinesAdd: OrderPayload {
    static let mutation = OrderWrite.make { (input, session) throws(OrderMutationFailure) in
        let id = try input.requiredUUID("orderId", .order)
        let requests = try input.lines("lines")
        var order = try await LockedOrder(id, at: "orderId", in: session)
        try order.requireEditable(input)
        let facts = try await facts(of: id, in: session)
        guard facts.lineCount + requests.count <= LockedOrder.lineCountMax else {
            throw .invalid("lines", "An order has \(LockedOrder.lineCountMax) lines at most.")
        }
        try await OrderSeat(table: order.table, session: order.session)
            .requireGuests(of: requests, session)
        let quote = try await session.validQuote(
            requests, type: facts.type, in: order.branch, at: "orderId", moment: input.nowSeconds,
            taxedOn: facts.date, hasCharges: false)
        try await reopenKitchen(&order, in: session)
        _ = try await OrderWriter.addLines(quote, to: id, in: session, moment: input.nowSeconds)
        order.tell("order.changed", in: session)
        try await OrderTotals.reprice(order: id, in: session)
        if order.status != .pending { try await OrderCourses.begin(order, in: session) }
        return id
    }

    /// Takes an order that the kitchen is done with back to it, for those who may: there is something to make
    /// again.
    private static func reopenKitchen(
        _ order: inout LockedOrder, in session: OrderSession
    ) async throws(OrderMutationFailure) {
        for (from, to) in [(OrderLifecycle.State.served, OrderLifecycle.State.ready), (.ready, .preparing)]
        where order.status == from {
            let step = OrderMove(to: to, party: session.caller.orderParty, from: from)
            guard try await step.makeIfAllowed(&order, in: session) else {
                throw .refused(
                    .notAllowed, "orderId",
                    "The kitchen is done with the order: begin another one, or ask a manager.")
            }
        }
    }

    /// What the new lines are held against.
    private struct Facts {
        let type: OrderType
        /// The business day of the order.
        let date: LocalDate
        let lineCount: Int
    }

    private static func facts(
        of order: UUIDBytes, in session: OrderSession
    ) async throws(OrderMutationFailure) -> Facts {
        let found = try await session.run(read.bind(session.tenant, .uuid(order)))
        guard found.rowCount == 1, let type = found.string(0, 0).flatMap(OrderType.init),
            let date = found.int(0, 1).flatMap({ LocalDate(dayNumber: Int($0)) }),
            let lineCount = found.int(0, 2)
        else { throw .notFound("orderId") }
        return Facts(type: type, date: date, lineCount: Int(lineCount))
    }

    /// `orders_pkey` and `order_lines_order_idx` serve it.
    private static let read = Statement(
        "OrderLinesAdd.read",
        """
        SELECT o.type, o.business_date - date '1970-01-01', (SELECT count(*) FROM order_lines AS l
          WHERE l.organization_id = $1 AND l.order_id = $2)
        FROM orders AS o WHERE o.organization_id = $1 AND o.id = $2
        """, parameters: [.uuid, .uuid])
}
