internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Moves a party to another table that is available: a session opens there in place of the one here, and
/// guests, orders, carts and requests follow. Tokens of guests lead on by themselves.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.tableSessionMove`.
enum TableSessionMove: ObjectType {
    static let typeName = "TableSessionMovePayload"
    static let fields = SessionPayload.fields

    static let mutation = FloorMutation.make(keyCount: 1) { (input, session) throws(FloorFailure) in
        let id = try input.requiredUUID("sessionId", .tableSession)
        let other = try input.requiredUUID("tableId", .table)
        try await TableLocks.take(sessions: [id], tables: [other], in: session)
        let target = try await LockedTable(other, at: "tableId", in: session)
        let locked = try await LockedSession(id, at: "sessionId", in: session)
        try input.requireVersion(locked.version)
        let party = session.caller.actingParty
        let isAvailable = target.isActive && target.active == nil && target.status == .available
        _ = try SessionEnding.transition(
            of: locked, to: .moved, by: party, also: isAvailable ? [.targetAvailable] : [],
            at: locked.status == .active ? "tableId" : "sessionId")
        guard target.branch == locked.table.branch else { throw .notFound("tableId") }
        let opening = SessionOpening(
            id: input.newID(), guestName: locked.guestName, guestCount: locked.guestCount,
            expiresAt: locked.expiresAt)
        _ = try await opening.open(as: .active, at: target, in: session)
        try await SessionEnding.write(
            .moved, to: locked, successor: opening.id, at: "sessionId", in: session)
        try await SessionSuccession.hand(locked, to: opening.id, at: target, in: session)
        try await SessionEnding.freeTable(
            of: locked, by: party, ordersMove: true, at: "sessionId", in: session)
        return [opening.id.bytes]
    }
}

/// Tables are locked before anything else, and in the order of their IDs, whichever mutation names them.
enum TableLocks {
    /// Locks tables, and the tables of sessions, in the order of their IDs.
    static func take(
        sessions: [UUIDBytes], tables: [UUIDBytes], in session: FloorSession
    ) async throws(FloorFailure) {
        _ = try await session.run(lock.bind(session.tenant, tables.parameter, sessions.parameter))
    }

    /// `tables_pkey` and `table_sessions_pkey` serve it.
    private static let lock = Statement(
        "TableLocks.take",
        """
        SELECT id FROM tables WHERE organization_id = $1 AND (id = ANY($2) OR id IN (
          SELECT s.table_id FROM table_sessions AS s WHERE s.organization_id = $1 AND s.id = ANY($3)))
        ORDER BY id FOR NO KEY UPDATE
        """, parameters: [.uuid, .uuidArray, .uuidArray])
}
