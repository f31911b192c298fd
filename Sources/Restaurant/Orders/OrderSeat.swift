internal import DataLoader
internal import Domain
internal import Postgres

/// Where those sit who order: at a table, in its session. Nobody, for what leaves the house.
struct OrderSeat: Sendable {
    var table: UUIDBytes?
    var session: UUIDBytes?

    /// The place that a request names, its table and session locked in this order. At a table where nobody
    /// sits yet, staff open a session.
    ///
    /// - Throws: INVALID for an order at a table that names none; NOT_FOUND for a place out of reach, and for
    ///   a session that is not active.
    static func taken(
        _ request: OrderRequest, _ session: OrderSession
    ) async throws(OrderMutationFailure) -> OrderSeat {
        if let party = request.session {
            let results = try await session.run([
                CartStatements.lockTable.bind(session.tenant, .uuid(party)),
                CartStatements.lockSession.bind(session.tenant, .uuid(party)),
                inBranch.bind(session.tenant, .uuid(party), .uuid(request.branch)),
            ])
            let active = TableSessionLifecycle.State.active.rawValue
            guard results[1].rowCount == 1, results[1].string(0, 0) == active, results[2].rowCount == 1,
                request.table == nil || request.table == results[1].uuid(0, 1)
            else { throw .notFound("sessionId") }
            return OrderSeat(table: results[1].uuid(0, 1), session: party)
        }
        guard request.type == .dineIn else { return OrderSeat() }
        guard let table = request.table else {
            throw .invalid("tableId", "What is eaten here is ordered at a table or in its session.")
        }
        let party = try await TableSessions.active(
            at: table, openingBy: request.party, guestCount: Int32(clamping: request.guestCount ?? 1),
            nowSeconds: request.nowSeconds, in: session)
        let found = try await session.run(
            inBranch.bind(session.tenant, .uuid(party), .uuid(request.branch)))
        guard found.rowCount == 1 else { throw .notFound("tableId") }
        return OrderSeat(table: table, session: party)
    }

    /// A guest sits in the session.
    func requireGuest(
        _ guest: UUIDBytes, _ mutation: OrderSession
    ) async throws(OrderMutationFailure) {
        let found = try await mutation.run(
            CartStatements.guests.bind(mutation.tenant, session.parameter, [guest].parameter))
        guard found.rowCount == 1 else { throw .notFound("guestId") }
    }

    /// The guests of lines sit in the session.
    func requireGuests(
        of lines: [LineRequest], _ mutation: OrderSession
    ) async throws(OrderMutationFailure) {
        let guests = Set(lines.compactMap(\.guest))
        guard !guests.isEmpty else { return }
        let found = try await mutation.run(
            CartStatements.guests.bind(mutation.tenant, session.parameter, Array(guests).parameter))
        let known = Set((0..<found.rowCount).compactMap { found.uuid($0, 0) })
        for line in lines {
            guard let guest = line.guest, !known.contains(guest) else { continue }
            throw .rejected(Rejection(.notFound, at: line.place + ["guestId"], "`guestId` names nothing."))
        }
    }

    /// `table_sessions_pkey` serves it.
    private static let inBranch = Statement(
        "OrderSeat.inBranch",
        "SELECT id FROM table_sessions WHERE organization_id = $1 AND id = $2 AND branch_id = $3",
        parameters: [.uuid, .uuid, .uuid])
}
