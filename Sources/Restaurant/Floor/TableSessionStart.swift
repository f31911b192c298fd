internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Begins a session at a table: staff seats guests at once; a guest who scans the table's code joins the
/// session that is under way there, or asks to be let in.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.tableSessionStart`.
enum TableSessionStart: ObjectType {
    static let typeName = "TableSessionStartPayload"
    static let fields = TableSessionPass.payloadFields

    /// What the table refuses, in the API's words.
    private static let constraints = [
        "table_sessions_one_active_key": FloorRejection(
            .tableNotAvailable, at: ["input"], "A session at the table is under way.")
    ]

    static let mutation = FloorMutation.make(
        keyCount: TableSessionPass.PayloadColumns.count, constraints: constraints
    ) { (input, session) throws(FloorFailure) in
        let name = try input.text("guestName", 1...100)
        let count = input.int("guestCount") ?? 1
        guard (1...1000).contains(count) else {
            throw input.refusal(.invalid, "guestCount", "A party has 1 to 1000 guests.")
        }
        let code = try await TableCode.read(input, in: session)
        let table = try await LockedTable(code.table, at: code.field, in: session)
        guard table.isActive else { throw .notFound(code.field) }
        let opening = SessionOpening(
            id: input.newID(), guestName: name, guestCount: Int32(clamping: count))
        guard session.caller.actingParty == .guest else {
            let state = try begin(by: session.caller.actingParty, table, code)
            return TableSessionPass.none(try await opening.open(as: state, at: table, in: session))
        }
        if let live = table.active ?? table.pending {
            guard code.isScanned else { throw scanNeeded(code.field) }
            return try await SessionGuests.join(live, at: table, named: name, input, session)
        }
        let state = try begin(table, code)
        _ = try await opening.open(as: state, at: table, in: session)
        let guest = try await SessionGuests.add(to: opening.id, named: name, input, session)
        return try await TableSessionPass.make(
            for: guest, in: opening.id, state, branch: table.branch, session)
    }

    /// Who serves seats guests without asking anybody.
    private static func begin(
        by party: ActingParty, _ table: LockedTable, _ code: TableCode
    ) throws(FloorFailure) -> TableSessionLifecycle.State {
        do {
            _ = try TableSessionLifecycle.transition(
                from: nil, to: .active, by: party, given: table.isFree ? [.tableFree] : [])
            return .active
        } catch {
            throw FloorRefusal.failure(error, at: code.field)
        }
    }

    /// A guest waits to be let in, unless the branch lets in whoever scans. Nobody waits at a table that is
    /// out of use.
    private static func begin(
        _ table: LockedTable, _ code: TableCode
    ) throws(FloorFailure) -> TableSessionLifecycle.State {
        guard table.status != .maintenance else {
            throw .refused(.tableNotAvailable, code.field, "The table is out of use.")
        }
        do {
            _ = try TableSessionLifecycle.transition(from: nil, to: .pending, by: .guest, given: [])
        } catch {
            throw FloorRefusal.failure(error, at: code.field)
        }
        var facts: Set<TableSessionLifecycle.Condition> = table.isFree ? [.tableFree] : []
        if table.policies.autoApproveSessions, code.isScanned { facts.insert(.autoApprove) }
        let isLetIn =
            (try? TableSessionLifecycle.transition(from: .pending, to: .active, by: .system, given: facts))
            != nil
        return isLetIn ? .active : .pending
    }

    static func scanNeeded(_ field: String) -> FloorFailure {
        .refused(.scanNeeded, field, "Guests sit there: scan the code at the table to join them.")
    }
}
