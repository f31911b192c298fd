internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Puts cash into an open drawer, pays something with it, or takes it to the safe.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.cashMovementCreate`.
enum CashMovementCreate: ObjectType {
    static let typeName = "CashMovementCreatePayload"

    enum Columns {
        static let movementID = Column<UUIDBytes?>("movement_id", at: 0)
    }

    static let fields: [Field] = [
        .one("movement", CashMovement.byID, key: .column(Columns.movementID)),
        Field("userErrors", .outcomeList(0)),
    ]

    static let mutation = MoneyWrite.make(keyCount: 1) { (input, session) throws(PaymentFailure) in
        guard let kind = input.choice("kind", CashMovementKind.self) else {
            throw .invalid("kind", "There is no such movement.")
        }
        let amount = input.int("amountMinor") ?? 0
        guard amount > 0 else { throw .invalid("amountMinor", "An amount is more than nothing.") }
        guard amount <= session.services.amounts.movementMinor else {
            throw .invalid("amountMinor", "The amount is too large.")
        }
        let reason = try input.requiredText("reason", 1...200)
        let drawer = try await LockedDrawer.take(.shared, input, session)
        // Who may close it may also take from it.
        try LockedDrawer.requireStep(
            from: .open, to: .counting, given: drawer.facts(session), session)
        guard drawer.status == .open else {
            throw .refused(.drawerClosed, "cashSessionId", "The drawer is \(drawer.status.rawValue).")
        }
        session.transaction.remark(reason: reason)
        let id = session.newID()
        _ = try await session.run([
            insert.bind(
                .uuid(id), session.tenant, .uuid(drawer.branch), .uuid(drawer.id), .text(kind.rawValue),
                .text(drawer.currency), .int64(amount), .text(reason), session.caller.member.parameter),
            LedgerWriter.posting(
                LedgerTransfer.movement(kind, amountMinor: amount), of: id, at: drawer.place, in: session),
        ])
        LockedDrawer.tell(drawer.id, in: drawer.branch, drawer.status, session)
        return [id.bytes]
    }

    private static let insert = Statement(
        "CashMovementCreate.insert",
        """
        INSERT INTO cash_movements (id, organization_id, branch_id, cash_session_id, kind, currency,
          amount_minor, reason, moved_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """, parameters: [.uuid, .uuid, .uuid, .uuid, .text, .text, .int8, .text, .uuid])
}
