internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Puts a guest into the session that is under way at a table, or gives the guest of one a new token.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.tableSessionJoin`.
enum TableSessionJoin: ObjectType {
    static let typeName = "TableSessionJoinPayload"
    static let fields = TableSessionPass.payloadFields

    static let mutation = FloorMutation.make(
        keyCount: TableSessionPass.PayloadColumns.count
    ) { (input, session) throws(FloorFailure) in
        let name = try input.text("guestName", 1...100)
        guard session.caller.actingParty == .guest else {
            throw .refused(.notAllowed, "qrToken", "Guests join sessions; staff needs no place in one.")
        }
        guard input.string("qrToken") != nil else { return try await renew(input, session) }
        let code = try await TableCode.read(input, in: session)
        let table = try await LockedTable(code.table, at: code.field, in: session)
        guard table.isActive else { throw .notFound(code.field) }
        guard let live = table.active ?? table.pending else {
            throw .refused(.sessionOver, code.field, "No session is under way at that table.")
        }
        return try await SessionGuests.join(live, at: table, named: name, input, session)
    }

    /// A new pass for whoever holds one that is still good.
    private static func renew(
        _ input: FloorInput, _ session: FloorSession
    ) async throws(FloorFailure) -> [[UInt8]?] {
        guard let own = session.caller.tableSession, let guest = session.caller.sessionGuest else {
            throw input.refusal(.invalid, "qrToken", "`qrToken` is needed.")
        }
        let locked = try await LockedSession(own, at: "qrToken", in: session)
        guard locked.status == .active || locked.status == .pending else {
            throw .refused(.sessionOver, "qrToken", "The session is over.")
        }
        return try await TableSessionPass.make(
            for: guest, in: own, locked.status, branch: locked.table.branch, session)
    }
}
