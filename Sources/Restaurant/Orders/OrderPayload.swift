internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// The payload of a mutation of an order: the order as it is now, and why nothing was done.
protocol OrderPayload: ObjectType {}

/// The columns of these payloads' rows.
enum OrderPayloadColumns {
    static let orderID = Column<UUIDBytes?>("order_id", at: 0)
}

extension OrderPayload {
    static var typeName: String { "\(String(describing: Self.self))Payload" }

    static var fields: [Field] {
        [
            .one("order", Order.byID, key: .column(OrderPayloadColumns.orderID)),
            Field("userErrors", .outcomeList(0)),
        ]
    }
}

/// Makes mutations that change one order.
enum OrderWrite {
    /// A mutation whose payload is the order.
    ///
    /// - Parameter body: checks and writes, and returns the order.
    static func make(
        constraints: [String: Rejection<OrderErrorCode>] = [:],
        _ body: @escaping @Sendable (OrderInput, OrderSession) async throws(OrderMutationFailure) -> UUIDBytes
    ) -> MutationMaker {
        OrderMutation.makeRepeatable(keyCount: 1, constraints: constraints) {
            (input, session) throws(OrderMutationFailure) in
            [try await body(input, session).bytes]
        }
    }
}
