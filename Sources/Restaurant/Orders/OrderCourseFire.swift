internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Sends a course to the kitchen that was held back.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.orderCourseFire`.
enum OrderCourseFire: OrderPayload {
    static let mutation = OrderWrite.make { (input, session) throws(OrderMutationFailure) in
        let id = try input.requiredUUID("orderId", .order)
        let course = try OrderCourses.number(input)
        let order = try await LockedOrder(id, at: "orderId", in: session)
        try order.requireEditable(input)
        guard order.status != .pending else {
            throw .refused(.conflict, "orderId", "The order is not confirmed.")
        }
        let found = try await session.run(
            find.bind(session.tenant, .uuid(id), .int32(course)))
        let status = found.rowCount == 1 ? found.string(0, 0).flatMap(CourseLifecycle.State.init) : nil
        guard let status else { throw .refused(.conflict, "course", "That course is not held back.") }
        do throws(TransitionRefusal<CourseLifecycle>) {
            _ = try CourseLifecycle.transition(
                from: status, to: .fired, by: session.caller.orderParty, given: [])
        } catch {
            throw OrderRefusal.failure(error, at: "course")
        }
        try await OrderCourses.fire([course], of: order, in: session)
        try await order.changed(["course": String(course), "courseStatus": "FIRED"], in: session)
        return id
    }

    /// The unique key of `order_courses` serves it.
    private static let find = Statement(
        "OrderCourseFire.find",
        "SELECT status FROM order_courses WHERE organization_id = $1 AND order_id = $2 AND number = $3",
        parameters: [.uuid, .uuid, .int4])
}

extension OrderCourses {
    /// The course that an input names.
    static func number(_ input: OrderInput) throws(OrderMutationFailure) -> Int32 {
        guard let course = input.int("course"), (1...20).contains(course) else {
            throw .invalid("course", "A course is 1 to 20.")
        }
        return Int32(course)
    }
}
