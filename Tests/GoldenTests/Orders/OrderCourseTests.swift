import Restaurant
import TestSupport
import Testing

/// Courses: the first with the confirmation, the next when the one before is served, unless somebody holds
/// it back.
@Suite(.database(World.template))
struct OrderCourseTests {
    /// An order whose second line is of course 2, with a row for each course, as orders are made.
    private func store() async throws {
        try await OrderRows.order(7000)
        try await World.asSuperuser(
            """
            UPDATE order_lines SET course = 2 WHERE id = '\(World.uuid(7002))';
            INSERT INTO order_courses (id, organization_id, order_id, number)
            SELECT gen_random_uuid(), '\(World.uuid(1))', '\(World.uuid(7000))', n
            FROM generate_series(1, 2) AS n
            """)
    }

    private func run(_ world: World, _ mutation: String, _ input: String) async -> String {
        await world.run(
            """
            mutation { it: \(mutation)(input: { \(input) }) {
              order { status courses { number status } lines { status } }
              userErrors { field message ... on OrderUserError { code } } } }
            """, role: "WAITER", branches: [11]
        ).text
    }

    private static let order = "orderId: \"\(OrderRows.id())\""
    private static let id = "id: \"\(OrderRows.id())\""

    @Test
    func `the first course goes with the confirmation, the second when it is served`() async throws {
        let world = try World()
        try await store()

        let confirmed = await run(world, "orderConfirm", Self.id)
        try await World.asSuperuser(
            "UPDATE order_lines SET status = 'READY' WHERE status = 'FIRED'")
        let served = await run(world, "orderStatusSet", "\(Self.id), status: SERVED, course: 1")
        let again = await run(world, "orderStatusSet", "\(Self.id), status: SERVED, course: 1")

        #expect(
            confirmed.contains(
                #""courses":[{"number":1,"status":"FIRED"},{"number":2,"status":"HELD"}],"#
                    + #""lines":[{"status":"FIRED"},{"status":"HELD"}]"#), "\(confirmed)")
        #expect(
            served.contains(
                #""courses":[{"number":1,"status":"DONE"},{"number":2,"status":"FIRED"}],"#
                    + #""lines":[{"status":"SERVED"},{"status":"FIRED"}]"#), "\(served)")
        #expect(again.contains("CONFLICT"), "\(again)")
        let tickets = try await World.texts(
            "SELECT course || ' ' || status FROM kitchen_tickets ORDER BY course")
        #expect(tickets == ["1 NEW", "2 NEW"])
    }

    @Test
    func `a course that somebody holds back waits until somebody fires it`() async throws {
        let world = try World()
        try await store()

        let held = await run(world, "orderCourseHold", "\(Self.order), course: 1")
        let twice = await run(world, "orderCourseHold", "\(Self.order), course: 1")
        let early = await run(world, "orderCourseFire", "\(Self.order), course: 1")
        let confirmed = await run(world, "orderConfirm", Self.id)
        let fired = await run(world, "orderCourseFire", "\(Self.order), course: 1")
        let late = await run(world, "orderCourseHold", "\(Self.order), course: 1")

        #expect(held.contains(#""userErrors":[]"#), "\(held)")
        #expect(twice.contains("CONFLICT") && early.contains("CONFLICT"), "\(twice) \(early)")
        #expect(confirmed.contains(#""lines":[{"status":"HELD"},{"status":"HELD"}]"#), "\(confirmed)")
        #expect(fired.contains(#""lines":[{"status":"FIRED"},{"status":"HELD"}]"#), "\(fired)")
        #expect(late.contains("CONFLICT"), "\(late)")
    }

    @Test
    func `the timeline tells what happened, and who did it`() async throws {
        let world = try World()
        try await store()
        _ = await world.run(
            "mutation { orderConfirm(input: { \(Self.id) }) { userErrors { message } } }", member: 404)

        let (text, _) = await world.run(
            """
            { orderTimeline(\(Self.order)) { nodes { type status actor { displayName } } } }
            """)

        #expect(
            text.contains(
                #"{"type":"order.status_changed","status":"CONFIRMED","actor":{"displayName":"Diego"}}"#),
            "\(text)")
        #expect(text.contains(#""type":"ticket.created""#), "\(text)")
        let foreign = await world.run(
            "{ orderTimeline(\(Self.order)) { nodes { type } } }", branches: [12]
        ).text
        #expect(foreign.contains("NOT_FOUND"), "\(foreign)")
    }
}
