internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Changes a line that the kitchen has not been told of; later ones are voided and ordered anew. For whom it
/// is may be said at any time: that only decides who pays.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.orderLineUpdate`.
enum OrderLineUpdate: OrderPayload {
    static let mutation = OrderWrite.make { (input, session) throws(OrderMutationFailure) in
        let quantity = try input.quantity("quantity")
        let instructions = try input.text("instructions", 1...500)
        let guest = try input.uuid("guestId", .sessionGuest)
        let line = try await LockedLine(input, in: session)
        let isForGuestsOnly = input.has("guestId") && !input.has("quantity") && !input.has("instructions")
        guard line.status == .pending || line.status == .held || isForGuestsOnly else {
            throw .refused(.conflict, "lineId", "The kitchen has the line already.")
        }
        guard OrderLineLifecycle.standing(line.status) == .charged else {
            throw .refused(.conflict, "lineId", "The line is off the bill.")
        }
        if let guest {
            try await OrderSeat(table: line.order.table, session: line.order.session)
                .requireGuest(guest, session)
        }
        let more = (quantity ?? line.quantity).tenThousandths - line.quantity.tenThousandths
        if more != 0 { try await CountedPortions.take(more, of: line, in: session) }
        _ = try await session.run(
            update.bind(
                session.tenant, .uuid(line.id), quantity.map { .int64($0.tenThousandths) } ?? .null,
                .bool(input.has("instructions")), instructions.parameter, session.writer,
                .bool(input.has("guestId")), guest.parameter))
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
          guest_id = CASE WHEN $7 THEN $8 ELSE guest_id END,
          updated_at = now(), updated_by = $6, version = version + 1
        WHERE organization_id = $1 AND id = $2
        """, parameters: [.uuid, .uuid, .int8, .bool, .text, .uuid, .bool, .uuid])
}
