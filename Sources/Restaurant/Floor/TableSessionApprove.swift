internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Lets the guests of a session in.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.tableSessionApprove`.
enum TableSessionApprove: ObjectType {
    static let typeName = "TableSessionApprovePayload"
    static let fields = SessionPayload.fields

    static let mutation = FloorMutation.make(keyCount: 1) { (input, session) throws(FloorFailure) in
        let id = try input.requiredUUID("sessionId", .tableSession)
        let locked = try await LockedSession(id, at: "sessionId", in: session)
        try input.requireVersion(locked.version)
        if locked.status == .pending, locked.isOver {
            throw .refused(.sessionOver, "sessionId", "Nobody let the guests in for ten minutes.")
        }
        _ = try SessionEnding.transition(
            of: locked, to: .active, by: session.caller.actingParty, at: "sessionId")
        try await SessionEnding.write(.active, to: locked, at: "sessionId", in: session)
        try await session.set(
            .occupied, of: locked.table.id, in: locked.table.branch, from: locked.table.status)
        return [id.bytes]
    }
}
