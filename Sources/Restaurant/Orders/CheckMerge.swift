internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Makes one bill of checks again, as long as nobody has paid one of them.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.checkMerge`.
enum CheckMerge: OrderPayload {
    static let mutation = OrderWrite.make { (input, session) throws(OrderMutationFailure) in
        let id = try input.requiredUUID("orderId", .order)
        let order = try await LockedOrder(id, at: "orderId", in: session)
        try input.requireVersion(order.version)
        guard order.hasChecks, order.isOpen else {
            throw .refused(.conflict, "orderId", "The bill is not split, or the order is over.")
        }
        let paid = try await session.run(find.bind(session.tenant, .uuid(id)))
        guard paid.rowCount == 0 else {
            throw .refused(.paymentCaptured, "orderId", "A payment was taken for one of its checks.")
        }
        _ = try await session.run(remove.bind(session.tenant, .uuid(id)))
        try await order.changed(["checks": "0"], in: session)
        return id
    }

    /// Payments that name a check, whatever became of them; `payments_order_idx` serves it.
    private static let find = Statement(
        "CheckMerge.find",
        """
        SELECT id FROM payments
        WHERE organization_id = $1 AND order_id = $2 AND check_id IS NOT NULL LIMIT 1
        """, parameters: [.uuid, .uuid])

    /// Their lines go with them; the unique key of `order_checks` serves it.
    private static let remove = Statement(
        "CheckMerge.remove", "DELETE FROM order_checks WHERE organization_id = $1 AND order_id = $2",
        parameters: [.uuid, .uuid])
}
