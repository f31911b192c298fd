internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Ends a session when nothing is open and nothing owed, or by a manager's force with a reason that is kept.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.tableSessionClose`.
enum TableSessionClose: ObjectType {
    static let typeName = "TableSessionClosePayload"
    static let fields = SessionPayload.fields

    static let mutation = FloorMutation.make(keyCount: 1) { (input, session) throws(FloorFailure) in
        let id = try input.requiredUUID("sessionId", .tableSession)
        let isForced = input.bool("force") ?? false
        let reason = try input.text("reason", 1...200)
        if isForced, reason == nil {
            throw input.refusal(.reasonNeeded, "reason", "Say why it is closed by force.")
        }
        let locked = try await LockedSession(id, at: "sessionId", in: session)
        try input.requireVersion(locked.version)
        let party = session.caller.actingParty
        let way = try SessionEnding.transition(
            of: locked, to: .closed, by: party, also: isForced ? [.forceReason] : [], at: "sessionId")
        let usesForce = way.effects.contains(.auditForce)
        if usesForce { session.transaction.remark(note: "FORCED", reason: reason) }
        try await SessionEnding.write(
            .closed, to: locked, reason: usesForce ? reason : nil, at: "sessionId", in: session)
        try await SessionEnding.dissolve(locked, in: session)
        try await SessionEnding.freeTable(
            of: locked, by: party, isForced: usesForce, at: "sessionId", in: session)
        return [id.bytes]
    }
}
