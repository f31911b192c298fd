internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Changes a line that the kitchen has not been told of; later ones are voided and ordered anew.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.orderLineUpdate`.
enum OrderLineUpdate: OrderPayload {
    static let mutation = OrderWrite.make { (input, session) throws(OrderMutationFailure) in
        var quantity: Quantity?
        if let text = input.string("quantity") {
            guard let given = Quantity(decimalText: text) else {
                throw .invalid("quantity", "A quantity is more than nothing and has four decimals at most.")
            }
            quantity = given
        }
        let instructions = try input.text("instructions", 1...500)
        let line = try await LockedLine(input, in: session)
        guard line.status == .pending || line.status == .held else {
            throw .refused(.conflict, "lineId", "The kitchen has the line already.")
        }
        _ = try await session.run(
            update.bind(
                session.tenant, .uuid(line.id), quantity.map { .int64($0.tenThousandths) } ?? .null,
                .bool(input.has("instructions")), instructions.map { .text($0) } ?? .null, session.writer))
        line.order.tell("order.changed", in: session)
        let priced = try await OrderTotals.reprice(order: line.order.id, in: session)
        guard line.order.receivedMinor <= 0 || priced.totalMinor >= line.order.receivedMinor else {
            throw .refused(.linePaid, "lineId", "A payment covers the line: void or refund it before.")
        }
        return line.order.id
    }

    /// `order_lines_pkey` serves it.
    private static let update = Statement(
        "OrderLineUpdate.update",
        """
        UPDATE order_lines SET quantity = coalesce($3::bigint / 10000.0, quantity),
          instructions = CASE WHEN $4 THEN $5 ELSE instructions END,
          updated_at = now(), updated_by = $6, version = version + 1
        WHERE organization_id = $1 AND id = $2
        """, parameters: [.uuid, .uuid, .int8, .bool, .text, .uuid])
}
