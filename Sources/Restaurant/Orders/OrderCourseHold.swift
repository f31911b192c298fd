internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Holds a course back from the kitchen until somebody fires it, whatever becomes of those before it.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.orderCourseHold`.
enum OrderCourseHold: OrderPayload {
    static let mutation = OrderWrite.make { (input, session) throws(OrderMutationFailure) in
        let id = try input.requiredUUID("orderId", .order)
        let course = try OrderCourses.number(input)
        let order = try await LockedOrder(id, at: "orderId", in: session)
        try order.requireEditable(input)
        do throws(TransitionRefusal<CourseLifecycle>) {
            _ = try CourseLifecycle.transition(
                from: nil, to: .held, by: session.caller.orderParty, given: [])
        } catch {
            throw OrderRefusal.failure(error, at: "course")
        }
        let held = try await session.run(
            hold.bind(.uuid(input.newID()), session.tenant, .uuid(id), .int32(course), session.writer))
        guard held.rowCount == 1 else {
            throw .refused(.conflict, "course", "The course is held back already, or with the kitchen.")
        }
        try await order.changed(["course": String(course), "courseStatus": "HELD"], in: session)
        return id
    }

    /// The unique key of `order_courses` decides.
    private static let hold = Statement(
        "OrderCourseHold.hold",
        """
        INSERT INTO order_courses AS t (id, organization_id, order_id, number, status, held_at, created_by,
          updated_by)
        VALUES ($1, $2, $3, $4, 'HELD', now(), $5, $5)
        ON CONFLICT (organization_id, order_id, number) DO UPDATE
        SET held_at = now(), updated_at = now(), updated_by = $5 WHERE t.status = 'HELD' AND t.held_at IS NULL
        RETURNING id
        """, parameters: [.uuid, .uuid, .uuid, .int4, .uuid])
}
