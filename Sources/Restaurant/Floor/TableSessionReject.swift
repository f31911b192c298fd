internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Turns the guests of a session away; their tokens end.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.tableSessionReject`.
enum TableSessionReject: ObjectType {
    static let typeName = "TableSessionRejectPayload"
    static let fields = SessionPayload.fields

    static let mutation = FloorMutation.make(keyCount: 1) { (input, session) throws(FloorFailure) in
        let id = try input.requiredUUID("sessionId", .tableSession)
        let locked = try await LockedSession(id, at: "sessionId", in: session)
        try input.requireVersion(locked.version)
        _ = try SessionEnding.transition(
            of: locked, to: .rejected, by: session.caller.actingParty, at: "sessionId")
        try await SessionEnding.write(.rejected, to: locked, at: "sessionId", in: session)
        try await SessionEnding.dissolve(locked, in: session)
        return [id.bytes]
    }
}
