internal import DataLoader
internal import Domain
internal import Postgres

/// A line that a mutation changes, with its order; the order's row is locked, which stands for its lines.
struct LockedLine: Sendable {
    let id: UUIDBytes
    var order: LockedOrder
    private(set) var status: OrderLineLifecycle.State
    let quantity: Quantity

    /// Locks the order of the line that the input's `lineId` names; it can still be changed, and its version
    /// is the one that the caller has read.
    init(_ input: OrderInput, in session: OrderSession) async throws(OrderMutationFailure) {
        id = try input.requiredUUID("lineId", .orderLine)
        let found = try await session.run(Self.find.bind(session.tenant, .uuid(id)))
        guard found.rowCount == 1, let orderID = found.uuid(0, 0) else { throw .notFound("lineId") }
        order = try await LockedOrder(orderID, at: "lineId", in: session)
        try order.requireEditable(input)
        // Asked again behind the lock.
        let read = try await session.run(Self.find.bind(session.tenant, .uuid(id)))
        guard let status = read.string(0, 1).flatMap(OrderLineLifecycle.State.init),
            let quantity = read.int(0, 2).flatMap({ Quantity(tenThousandths: $0) })
        else { throw .notFound("lineId") }
        self.status = status
        self.quantity = quantity
    }

    /// A line of the same order that stands where another one does.
    init(_ id: UUIDBytes, besides line: LockedLine, quantity: Quantity) {
        self.id = id
        self.quantity = quantity
        order = line.order
        status = line.status
    }

    /// The line's state table allows to take it off the bill.
    func requireTakeOff(
        _ to: OrderLineLifecycle.State, for reason: GivenReason,
        given facts: Set<OrderLineLifecycle.Condition>, by party: ActingParty
    ) throws(OrderMutationFailure) {
        do throws(TransitionRefusal<OrderLineLifecycle>) {
            _ = try OrderLineLifecycle.transition(
                from: status, to: to, by: party, given: reason.isGiven ? facts.union([.reason]) : facts)
        } catch {
            throw OrderRefusal.failure(error, at: "lineId")
        }
    }

    /// Takes the line off the bill, as its state table allows. Its amounts follow with the next pricing.
    mutating func takeOff(
        _ to: OrderLineLifecycle.State, for reason: GivenReason,
        given facts: Set<OrderLineLifecycle.Condition>, in session: OrderSession
    ) async throws(OrderMutationFailure) {
        try requireTakeOff(to, for: reason, given: facts, by: session.caller.orderParty)
        let written = try await session.run(
            Self.takeOff.bind(
                session.tenant, .uuid(id), .text(status.rawValue), .text(to.rawValue),
                reason.id.map { .uuid($0) } ?? .null, reason.note.map { .text($0) } ?? .null,
                session.writer))
        guard written.rowCount == 1 else { throw OrderRefusal.changed("lineId") }
        session.transaction.remark(reason: reason.text)
        OrderCourses.tellLines(written, to.rawValue, of: order, in: session)
        status = to
    }

    /// `order_lines_pkey` serves both.
    private static let find = Statement(
        "LockedLine.find",
        """
        SELECT order_id, status, (quantity * 10000)::bigint FROM order_lines
        WHERE organization_id = $1 AND id = $2
        """,
        parameters: [.uuid, .uuid])

    private static let takeOff = Statement(
        "LockedLine.takeOff",
        """
        UPDATE order_lines SET status = $4, taken_off_at = now(), taken_off_by = $7, reason_id = $5,
          reason_note = $6, net_minor = 0, tax_minor = 0, total_minor = 0, updated_at = now(),
          updated_by = $7, version = version + 1
        WHERE organization_id = $1 AND id = $2 AND status = $3
        RETURNING id
        """, parameters: [.uuid, .uuid, .text, .text, .uuid, .text, .uuid])
}
