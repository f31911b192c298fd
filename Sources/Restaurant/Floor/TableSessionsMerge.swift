internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Joins a session with another one of the branch: its guests, orders and requests become the other's. Lines
/// and tickets stay as they are, so nothing is sent to the kitchen again.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.tableSessionsMerge`.
enum TableSessionsMerge: ObjectType {
    static let typeName = "TableSessionsMergePayload"
    static let fields = SessionPayload.fields

    static let mutation = FloorMutation.make(keyCount: 1) { (input, session) throws(FloorFailure) in
        let id = try input.requiredUUID("sessionId", .tableSession)
        let into = try input.requiredUUID("intoSessionId", .tableSession)
        guard id != into else {
            throw input.refusal(.invalid, "intoSessionId", "A session is not joined with itself.")
        }
        try await TableLocks.take(sessions: [id, into], tables: [], in: session)
        // Sessions in the order of their IDs, too; their tables are ours.
        let isFirst = id.bytes.lexicographicallyPrecedes(into.bytes)
        let first = try await LockedSession(
            isFirst ? id : into, at: isFirst ? "sessionId" : "intoSessionId", in: session)
        let second = try await LockedSession(
            isFirst ? into : id, at: isFirst ? "intoSessionId" : "sessionId", in: session)
        let (locked, target) = isFirst ? (first, second) : (second, first)
        try input.requireVersion(locked.version)
        guard target.table.branch == locked.table.branch else { throw .notFound("intoSessionId") }
        let party = session.caller.actingParty
        _ = try SessionEnding.transition(
            of: locked, to: .merged, by: party, also: target.status == .active ? [.targetActive] : [],
            at: locked.status == .active ? "intoSessionId" : "sessionId")
        try await SessionEnding.write(.merged, to: locked, successor: into, at: "sessionId", in: session)
        try await SessionSuccession.hand(locked, to: into, at: target.table, in: session)
        let (guests, overflows) = locked.guestCount.addingReportingOverflow(target.guestCount)
        try await SessionSuccession.count(overflows ? 1000 : min(guests, 1000), in: target, session)
        try await SessionEnding.freeTable(
            of: locked, by: party, ordersMove: true, at: "sessionId", in: session)
        return [into.bytes]
    }
}
