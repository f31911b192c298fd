internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Takes a discount back that somebody of the house gave; coupons and rewards are taken back by their own
/// parts of the business.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.orderDiscountRemove`.
enum OrderDiscountRemove: OrderPayload {
    static let mutation = OrderWrite.make { (input, session) throws(OrderMutationFailure) in
        let id = try input.requiredUUID("id", .orderDiscount)
        let found = try await session.run(find.bind(session.tenant, .uuid(id)))
        guard found.rowCount == 1, let order = found.uuid(0, 0) else { throw .notFound("id") }
        let locked = try await LockedOrder(order, at: "id", in: session)
        try locked.requireEditable(input)
        let removed = try await session.run(remove.bind(session.tenant, .uuid(id), session.writer))
        guard removed.rowCount == 1 else {
            throw .refused(.conflict, "id", "That discount can not be taken back, or was already.")
        }
        locked.tell("order.changed", in: session)
        try await OrderTotals.reprice(order: order, in: session)
        return order
    }

    /// `order_discounts_pkey` serves both.
    private static let find = Statement(
        "OrderDiscountRemove.find",
        "SELECT order_id FROM order_discounts WHERE organization_id = $1 AND id = $2",
        parameters: [.uuid, .uuid])

    private static let remove = Statement(
        "OrderDiscountRemove.remove",
        """
        UPDATE order_discounts SET removed_at = now(), updated_at = now(), updated_by = $3
        WHERE organization_id = $1 AND id = $2 AND removed_at IS NULL AND kind = 'MANUAL'
        RETURNING id
        """, parameters: [.uuid, .uuid, .uuid])
}
