internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Says by hand what a table is: the state table of tables decides.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.tableStatusSet`; `Domain/Floor/TableLifecycle.swift`.
enum TableStatusSet: ObjectType {
    static let typeName = "TableStatusSetPayload"
    static let fields = TablePayload.fields

    static let mutation = FloorMutation.make(keyCount: 1) { (input, session) throws(FloorFailure) in
        let id = try input.requiredUUID("tableId", .table)
        guard let status = input.choice("status", TableLifecycle.State.self) else {
            throw input.refusal(.invalid, "status", "`status` is needed.")
        }
        let reason = try input.text("reason", 1...200)
        let table = try await LockedTable(id, at: "tableId", in: session)
        try input.requireVersion(table.version)
        var facts: Set<TableLifecycle.Condition> = []
        if table.active == nil { facts.insert(.sessionClosed) }
        let open = try await session.run(openOrders.bind(session.tenant, .uuid(id)))
        if open.rowCount == 0 { facts.insert(.nothingOwed) }
        if input.bool("force") ?? false, reason != nil { facts.insert(.forceReason) }
        do throws(TransitionRefusal<TableLifecycle>) {
            let way = try TableLifecycle.transition(
                from: table.status, to: status, by: session.caller.actingParty, given: facts)
            if way.effects.contains(.auditForce) {
                session.transaction.remark(note: "FORCED", reason: reason)
            }
        } catch {
            throw FloorRefusal.failure(error, at: "status")
        }
        try await session.set(status, of: id, in: table.branch, from: table.status)
        return [id.bytes]
    }

    /// `orders_table_idx` serves it.
    private static let openOrders = Statement(
        "TableStatusSet.openOrders",
        """
        SELECT id FROM orders
        WHERE organization_id = $1 AND table_id = $2 AND status NOT IN ('COMPLETED', 'CANCELED')
        ORDER BY id FOR NO KEY UPDATE
        """, parameters: [.uuid, .uuid])
}
