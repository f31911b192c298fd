internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Moves an order to another table: it joins the session there, which is opened if there is none. The table
/// that it leaves is freed with its own session.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.orderTransferTable`.
enum OrderTransferTable: OrderPayload {
    static let mutation = OrderWrite.make { (input, session) throws(OrderMutationFailure) in
        let id = try input.requiredUUID("orderId", .order)
        let target = try input.requiredUUID("tableId", .table)
        // Tables come before orders: both are locked by ID, then the order is asked whether it is there yet.
        let found = try await session.run(
            find.bind(session.tenant, .uuid(id), .uuid(target), session.caller.branchArray))
        guard found.rowCount == 1 else { throw .notFound("orderId") }
        guard found.bool(0, 1) == true else { throw .notFound("tableId") }
        let origin = found.uuid(0, 0)
        let tables = Set([origin, target].compactMap { $0 }).sorted { ($0.high, $0.low) < ($1.high, $1.low) }
        for table in tables { _ = try await LockedTable(table, at: "tableId", in: session) }
        let party = session.caller.orderParty
        guard party != .guest else {
            throw .refused(.notAllowed, "orderId", "This is not for you to decide.")
        }
        let group = try await TableSessions.active(
            at: target, openingBy: party, nowSeconds: session.nowSeconds, in: session)
        let order = try await LockedOrder(id, at: "orderId", in: session)
        try input.requireVersion(order.version)
        guard order.isOpen, order.type == "DINE_IN", order.table == origin, order.table != target else {
            throw .refused(
                .conflict, "orderId", "The order is over, is not eaten here, or sits there already.")
        }
        _ = try await session.run([
            move.bind(session.tenant, .uuid(id), .uuid(group), .uuid(target), session.writer),
            release.bind(session.tenant, .uuid(id), .uuid(group), session.writer),
        ])
        order.tell("order.changed", ["table": EntityKind.table.id(target)], in: session)
        return id
    }

    /// Guests stay with their session: what was theirs is nobody's in particular in another one.
    ///
    /// `order_lines_order_idx` and `session_guests_pkey` serve it.
    private static let release = Statement(
        "OrderTransferTable.release",
        """
        UPDATE order_lines AS l SET guest_id = NULL, updated_at = now(), updated_by = $4,
          version = l.version + 1
        WHERE l.organization_id = $1 AND l.order_id = $2 AND l.guest_id IS NOT NULL AND NOT EXISTS (
          SELECT FROM session_guests AS g
          WHERE g.organization_id = $1 AND g.id = l.guest_id AND g.session_id = $3)
        """, parameters: [.uuid, .uuid, .uuid, .uuid])

    /// Where the order is, and whether the other table is of its branch; the primary keys serve it.
    private static let find = Statement(
        "OrderTransferTable.find",
        """
        SELECT o.table_id, EXISTS (SELECT FROM tables AS t
          WHERE t.organization_id = $1 AND t.id = $3 AND t.branch_id = o.branch_id)
        FROM orders AS o
        WHERE o.organization_id = $1 AND o.id = $2 AND ($4 IS NULL OR o.branch_id = ANY($4))
        """, parameters: [.uuid, .uuid, .uuid, .uuidArray])

    /// `orders_pkey` serves it.
    private static let move = Statement(
        "OrderTransferTable.move",
        """
        UPDATE orders SET session_id = $3, table_id = $4, updated_at = now(), updated_by = $5,
          version = version + 1
        WHERE organization_id = $1 AND id = $2
        """, parameters: [.uuid, .uuid, .uuid, .uuid, .uuid])
}
