internal import DataLoader
internal import Domain
internal import GraphQLExecution

/// Moves an order on, or a step back: what people see and the kitchen's tickets do not tell.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.orderStatusSet`.
enum OrderStatusSet: OrderPayload {
    static let mutation = OrderWrite.make { (input, session) throws(OrderMutationFailure) in
        let id = try input.requiredUUID("id", .order)
        guard let status = input.choice("status", OrderLifecycle.State.self), status != .pending,
            status != .canceled
        else { throw .invalid("status", "Use `orderCancel` to call an order off.") }
        let course = try courseServed(input, status)
        let writeOffReason = try input.text("writeOffReason", 1...200)
        var order = try await LockedOrder(id, at: "id", withTable: status == .confirmed, in: session)
        try input.requireVersion(order.version)
        if let course {
            try await OrderServing.serve(course, of: &order, by: session.caller.orderParty, in: session)
            return id
        }
        var move = OrderMove(to: status, party: session.caller.orderParty)
        if let writeOffReason, status == .completed {
            move.facts.insert(.writeOffReason)
            move.writtenOffMinor = max(0, order.balanceMinor)
            session.transaction.remark(note: "WRITE_OFF", reason: writeOffReason)
        }
        try await move.make(&order, at: "status", in: session)
        if status == .served { try await OrderServing.serveAll(&order, in: session) }
        return id
    }

    /// The one course that is served; nil for the whole order.
    private static func courseServed(
        _ input: OrderInput, _ status: OrderLifecycle.State
    ) throws(OrderMutationFailure) -> Int32? {
        guard let course = input.int("course") else { return nil }
        guard status == .served, (1...20).contains(course) else {
            throw .invalid("course", "A course from 1 to 20 can be served, and nothing else done with it.")
        }
        return Int32(course)
    }
}
