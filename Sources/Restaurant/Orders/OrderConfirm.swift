internal import Domain
internal import GraphQLExecution

/// Takes an order on.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.orderConfirm`.
enum OrderConfirm: OrderPayload {
    static let mutation = OrderWrite.make { (input, session) throws(OrderMutationFailure) in
        let id = try input.requiredUUID("id", .order)
        var order = try await LockedOrder(id, at: "id", withTable: true, in: session)
        try input.requireVersion(order.version)
        // To step back from what is being made is `orderStatusSet`: a second tap on "confirm" must not do it.
        let move = OrderMove(to: .confirmed, party: session.caller.orderParty, from: .pending)
        try await move.make(&order, at: "id", in: session)
        return id
    }
}

extension OrderMove {
    /// Makes the step, or says why not.
    func make(
        _ order: inout LockedOrder, at field: String, in session: OrderSession
    ) async throws(OrderMutationFailure) {
        let transition: Transition<OrderLifecycle>
        do throws(TransitionRefusal<OrderLifecycle>) {
            transition = try self.transition(of: order)
        } catch {
            throw OrderRefusal.failure(error, at: field)
        }
        guard try await write(transition, to: &order, in: session) else { throw OrderRefusal.changed(field) }
    }
}
