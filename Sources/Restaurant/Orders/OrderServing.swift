internal import DataLoader
internal import Domain
internal import Postgres

/// What reached the guests: lines become SERVED with their course or their order, and the course behind
/// follows.
enum OrderServing {
    /// Serves what is made of one course. The order follows with its last line.
    static func serve(
        _ course: Int32, of order: inout LockedOrder, by party: ActingParty, in session: OrderSession
    ) async throws(OrderMutationFailure) {
        do throws(TransitionRefusal<OrderLineLifecycle>) {
            _ = try OrderLineLifecycle.transition(from: .ready, to: .served, by: party, given: [])
        } catch {
            throw OrderRefusal.failure(error, at: "status")
        }
        guard order.isOpen else { throw OrderRefusal.changed("status") }
        guard try await serveLines(of: order, in: course, session) > 0 else {
            throw .refused(.conflict, "course", "Nothing of that course waits to be served.")
        }
        try await followCourses(of: order, in: session)
        // READY only when no course is left: then this was the last.
        if order.status == .ready {
            let left = try await session.run(unserved.bind(session.tenant, .uuid(order.id)))
            if left.rowCount == 0 {
                try await OrderMove(to: .served, party: party).make(&order, at: "status", in: session)
            }
        }
        try await order.changed(in: session)
    }

    /// Serves all that is made of an order that became SERVED.
    static func serveAll(
        _ order: inout LockedOrder, in session: OrderSession
    ) async throws(OrderMutationFailure) {
        _ = try await serveLines(of: order, in: nil, session)
        try await followCourses(of: order, in: session)
        try await OrderProgress.completeIfSettled(&order, in: session)
    }

    /// - Returns: how many lines became SERVED.
    private static func serveLines(
        of order: LockedOrder, in course: Int32?, _ session: OrderSession
    ) async throws(OrderMutationFailure) -> Int {
        let served = try await session.run(
            serveReady.bind(
                session.tenant, .uuid(order.id), course.map { .int32($0) } ?? .null, session.writer))
        OrderCourses.tellLines(served, "SERVED", of: order, in: session)
        return served.rowCount
    }

    /// Courses of which nothing is left to serve are DONE, and the next one that is held back follows by
    /// itself; one of which all was taken back is passed over.
    static func followCourses(
        of order: LockedOrder, in session: OrderSession
    ) async throws(OrderMutationFailure) {
        for _ in courseNumbers {
            let results = try await session.run([
                finish.bind(session.tenant, .uuid(order.id), session.writer),
                next.bind(session.tenant, .uuid(order.id)),
            ])
            guard results[0].rowCount > 0, let course = results[1].int(0, 0) else { return }
            try await OrderCourses.fire([Int32(clamping: course)], of: order, in: session)
        }
    }

    /// Each can follow once.
    private static let courseNumbers = 1...20

    /// `order_lines_order_idx` serves these.
    private static let serveReady = Statement(
        "OrderServing.serveReady",
        """
        UPDATE order_lines SET status = 'SERVED', served_at = now(), updated_at = now(), updated_by = $4,
          version = version + 1
        WHERE organization_id = $1 AND order_id = $2 AND status = 'READY' AND ($3 IS NULL OR course = $3)
        RETURNING id
        """, parameters: [.uuid, .uuid, .int4, .uuid])

    private static let unserved = Statement(
        "OrderServing.unserved",
        """
        SELECT id FROM order_lines WHERE organization_id = $1 AND order_id = $2
          AND status NOT IN ('SERVED', 'VOIDED', 'COMPED') LIMIT 1
        """, parameters: [.uuid, .uuid])

    private static let finish = Statement(
        "OrderServing.finish",
        """
        UPDATE order_courses AS c SET status = 'DONE', done_at = now(), updated_at = now(), updated_by = $3
        WHERE c.organization_id = $1 AND c.order_id = $2 AND c.status = 'FIRED'
          AND NOT EXISTS (SELECT FROM order_lines AS l WHERE l.organization_id = $1 AND l.order_id = $2
            AND l.course = c.number AND l.status NOT IN ('SERVED', 'VOIDED', 'COMPED'))
        RETURNING c.number
        """, parameters: [.uuid, .uuid, .uuid])

    /// The first course that is held back, once no earlier one is with the kitchen.
    private static let next = Statement(
        "OrderServing.next",
        """
        SELECT h.number FROM order_courses AS h
        WHERE h.organization_id = $1 AND h.order_id = $2 AND h.status = 'HELD'
          AND h.held_at IS NULL
          AND NOT EXISTS (SELECT FROM order_courses AS f WHERE f.organization_id = $1 AND f.order_id = $2
            AND f.status = 'FIRED')
        ORDER BY h.number LIMIT 1
        """, parameters: [.uuid, .uuid])
}
