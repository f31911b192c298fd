internal import DataLoader
internal import Domain
internal import GraphQLExecution

/// Calls an order off. What has captured money is not, until its payments are voided or refunded.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.orderCancel`.
enum OrderCancel: OrderPayload {
    static let mutation = OrderWrite.make { (input, session) throws(OrderMutationFailure) in
        let id = try input.requiredUUID("id", .order)
        var order = try await LockedOrder(id, at: "id", in: session)
        try input.requireVersion(order.version)
        let reason = try await GivenReason.read(input, for: "CANCEL", in: session)
        // A guest finds no order but its own.
        var move = OrderMove(to: .canceled, party: session.caller.orderParty, facts: [.own])
        if reason.isGiven { move.facts.insert(.reason) }
        move.cancelReason = reason.text
        session.transaction.remark(reason: reason.text)
        try await move.make(&order, at: "id", in: session)
        return id
    }
}
