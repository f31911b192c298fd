internal import Domain
internal import GraphQLExecution

/// Gives a line away that was served: its value is shown and taken off, and stays taken from stock.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.orderLineComp`.
enum OrderLineComp: OrderPayload {
    static let mutation = OrderWrite.make { (input, session) throws(OrderMutationFailure) in
        let reason = try await GivenReason.read(input, for: "COMP", in: session)
        var line = try await LockedLine(input, in: session)
        try await line.takeOff(.comped, for: reason, given: [], in: session)
        try await OrderTotals.reprice(order: line.order.id, in: session)
        return line.order.id
    }
}
