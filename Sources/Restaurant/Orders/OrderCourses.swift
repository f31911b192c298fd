internal import DataLoader
internal import Domain
internal import Postgres

/// What goes to the kitchen, and when: the lines of a course together, unless the course is held back.
///
/// A course without a row in `order_courses` is not held; the row comes when it is fired.
enum OrderCourses {
    /// Sends all courses that are not held, of an order that was confirmed.
    static func begin<Code>(
        _ order: LockedOrder, in session: MutationSession<Code>
    ) async throws(MutationFailure<Code>) {
        let found = try await session.run([
            open.bind(session.tenant, .uuid(order.id)),
            hold.bind(session.tenant, .uuid(order.id), session.writer),
        ])
        tellLines(found[1], "HELD", of: order, in: session)
        let courses = (0..<found[0].rowCount).compactMap { found[0].int($0, 0) }.map(Int32.init(clamping:))
        try await fire(courses, of: order, in: session)
    }

    /// Sends courses to the kitchen.
    static func fire<Code>(
        _ courses: [Int32], of order: LockedOrder, in session: MutationSession<Code>
    ) async throws(MutationFailure<Code>) {
        guard !courses.isEmpty else { return }
        var numbers = PostgresArrayBuilder(.int4, capacity: courses.count)
        var ids = PostgresArrayBuilder(.uuid, capacity: courses.count)
        for course in courses {
            numbers.append(course)
            ids.append(session.newID())
        }
        _ = try await session.run(
            note.bind(session.tenant, .uuid(order.id), numbers.finish(), ids.finish(), session.writer))
        try await TicketFiring.fire(order: order.id, courses: courses, in: session)
    }

    /// Takes everything back from the kitchen, of an order that was called off.
    static func void<Code>(
        _ order: LockedOrder, in session: MutationSession<Code>
    ) async throws(MutationFailure<Code>) {
        try await TicketFiring.void(lines: nil, of: order.id, in: session)
    }

    /// Tells of lines whose state changed; the first column holds their IDs.
    static func tellLines<Code>(
        _ lines: PostgresResult, _ status: String, of order: LockedOrder, in session: MutationSession<Code>
    ) {
        for row in 0..<lines.rowCount {
            guard let line = lines.uuid(row, 0) else { continue }
            session.transaction.tell(
                BranchEvent(
                    branch: order.branch, type: "line.status_changed",
                    entityKind: EntityKind.orderLine.rawValue, entity: line, payload: ["status": status]))
        }
    }

    /// `order_lines_order_idx` and the unique key of `order_courses` serve both.
    private static let open = Statement(
        "OrderCourses.open",
        """
        SELECT DISTINCT l.course FROM order_lines AS l
        WHERE l.organization_id = $1 AND l.order_id = $2 AND l.status = 'PENDING'
          AND NOT EXISTS (SELECT FROM order_courses AS c WHERE c.organization_id = $1 AND c.order_id = $2
            AND c.number = l.course AND c.status = 'HELD')
        ORDER BY l.course
        """, parameters: [.uuid, .uuid])

    private static let hold = Statement(
        "OrderCourses.hold",
        """
        UPDATE order_lines AS l SET status = 'HELD', updated_at = now(), updated_by = $3,
          version = version + 1
        FROM order_courses AS c
        WHERE l.organization_id = $1 AND l.order_id = $2 AND l.status = 'PENDING'
          AND c.organization_id = $1 AND c.order_id = $2 AND c.number = l.course AND c.status = 'HELD'
        RETURNING l.id
        """, parameters: [.uuid, .uuid, .uuid])

    /// The unique key of `order_courses` decides.
    private static let note = Statement(
        "OrderCourses.note",
        """
        INSERT INTO order_courses AS t (id, organization_id, order_id, number, status, fired_at, created_by,
          updated_by)
        SELECT k.id, $1, $2, k.number, 'FIRED', now(), $5, $5
        FROM unnest($3::integer[], $4::uuid[]) AS k (number, id)
        ON CONFLICT (organization_id, order_id, number) DO UPDATE
        SET status = 'FIRED', fired_at = now(), done_at = NULL, updated_at = now(), updated_by = $5
        """, parameters: [.uuid, .uuid, .int4Array, .uuidArray, .uuid])
}
