internal import DataLoader
internal import Domain
internal import Postgres

/// What goes to the kitchen, and when: the lines of a course together, one course after the other.
///
/// A course whose row says HELD waits for its turn: the first goes with the confirmation, the next when the
/// one before is served. One that somebody holds back (`held_at`) waits for somebody to fire it.
enum OrderCourses {
    /// Sends what waits of an order that was confirmed: the first course that is not served, unless somebody
    /// holds it back, and what was added to a course that the kitchen has. The others wait for their turn.
    static func begin<Code>(
        _ order: LockedOrder, in session: MutationSession<Code>
    ) async throws(MutationFailure<Code>) {
        let found = try await session.run(due.bind(session.tenant, .uuid(order.id)))
        let courses = (0..<found.rowCount).compactMap { found.int($0, 0) }.map(Int32.init(clamping:))
        try await fire(courses, of: order, in: session)
        try await holdLines(of: order, in: session)
    }

    /// What waits of a confirmed order waits because its course is held back.
    static func holdLines<Code>(
        of order: LockedOrder, in session: MutationSession<Code>
    ) async throws(MutationFailure<Code>) {
        let held = try await session.run(hold.bind(session.tenant, .uuid(order.id), session.writer))
        tellLines(held, "HELD", of: order, in: session)
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

    /// `order_lines_order_idx` and the unique key of `order_courses` serve it.
    private static let due = Statement(
        "OrderCourses.due",
        """
        SELECT DISTINCT l.course FROM order_lines AS l
        LEFT JOIN order_courses AS c ON c.organization_id = $1 AND c.order_id = $2 AND c.number = l.course
        WHERE l.organization_id = $1 AND l.order_id = $2 AND l.status = 'PENDING'
          AND (c.id IS NULL OR c.status <> 'HELD' OR c.held_at IS NULL AND l.course = (
            SELECT min(f.course) FROM order_lines AS f
            WHERE f.organization_id = $1 AND f.order_id = $2
              AND f.status NOT IN ('SERVED', 'COMPED', 'VOIDED')))
        ORDER BY l.course
        """, parameters: [.uuid, .uuid])

    /// `order_lines_order_idx` serves it.
    private static let hold = Statement(
        "OrderCourses.hold",
        """
        UPDATE order_lines SET status = 'HELD', updated_at = now(), updated_by = $3, version = version + 1
        WHERE organization_id = $1 AND order_id = $2 AND status = 'PENDING'
        RETURNING id
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
