internal import Domain
internal import GraphQLExecution

/// Takes a line back before it is served, or a part of it: the rest stays and is priced anew.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.orderLineVoid`.
enum OrderLineVoid: OrderPayload {
    static let mutation = OrderWrite.make { (input, session) throws(OrderMutationFailure) in
        let part = try input.quantity("quantity")
        let reason = try await GivenReason.read(input, for: "VOID", in: session)
        var line = try await LockedLine(input, in: session)
        // Whether a payment covers it shows the new total; no invoice names a line yet.
        let facts: Set<OrderLineLifecycle.Condition> = [.unpaid, .uninvoiced]
        try line.requireTakeOff(.voided, for: reason, given: facts, by: session.caller.orderParty)
        if let part, part != line.quantity { line = try await LineDivision.divide(part, off: line, session) }
        if line.status == .pending || line.status == .held {
            try await CountedPortions.take(-line.quantity.tenThousandths, of: line, in: session)
        }
        try await line.takeOff(.voided, for: reason, given: facts, in: session)
        try await TicketFiring.void(lines: [line.id], of: line.order.id, in: session)
        let priced = try await OrderTotals.reprice(order: line.order.id, in: session)
        guard line.order.receivedMinor <= 0 || priced.totalMinor >= line.order.receivedMinor else {
            throw .refused(.linePaid, "lineId", "A payment covers the line: void or refund it before.")
        }
        if line.order.status != .pending {
            try await OrderServing.followCourses(of: line.order, in: session)
        }
        try await OrderProgress.afterVoid(order: line.order.id, in: session)
        return line.order.id
    }
}
