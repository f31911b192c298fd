internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Opens a register's drawer with a float from the safe: one at a time.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.cashSessionOpen`.
enum CashSessionOpen: CashSessionPayload {
    private static let inUse = Rejection<PaymentErrorCode>(
        .registerInUse, at: ["input", "register"], "The register has a drawer that is not closed.")

    static let mutation = MoneyWrite.make(
        keyCount: 1, constraints: ["cash_sessions_register_key": inUse]
    ) { (input, session) throws(PaymentFailure) in
        let branch = try input.requiredUUID("branchId", .branch)
        let register = try input.requiredText("register", 1...40)
        let note = try input.text("note", 1...500)
        let float = input.int("floatMinor") ?? 0
        guard float >= 0 else { throw .invalid("floatMinor", "A float is not less than nothing.") }
        guard float <= session.services.amounts.floatMinor else {
            throw .invalid("floatMinor", "The float is too large.")
        }
        try LockedDrawer.requireStep(from: nil, to: .open, given: [], session)
        let terms = try await BranchTerms.load(branch, at: "branchId", in: session)
        let now = try await session.run(Self.now.bind())
        guard let date = now.int(0, 0).flatMap({ terms.businessDate(unixSeconds: $0) })?.description else {
            throw .invalid("branchId", "The branch's clocks show no day.")
        }
        let id = session.newID()
        let place = LedgerWriter.Place(
            branch: branch, businessDate: date, currency: terms.currency, drawer: id)
        _ = try await session.run([
            insert.bind(
                .uuid(id), session.tenant, .uuid(branch), .text(register), .text(date),
                .text(terms.currency), .int64(float), note.parameter, session.caller.member.parameter),
            LedgerWriter.posting(
                LedgerTransfer.float(amountMinor: float), of: id, at: place, in: session),
        ])
        LockedDrawer.tell(id, in: branch, .open, session)
        return [id.bytes]
    }

    /// The database's clock, by which payments count as well.
    private static let now = Statement(
        "CashSessionOpen.now", "SELECT extract(epoch FROM now())::bigint", parameters: [])

    private static let insert = Statement(
        "CashSessionOpen.insert",
        """
        INSERT INTO cash_sessions (id, organization_id, branch_id, register, business_date, currency,
          float_minor, note, opened_by)
        VALUES ($1, $2, $3, $4, $5::date, $6, $7, $8, $9)
        """, parameters: [.uuid, .uuid, .uuid, .text, .text, .text, .int8, .text, .uuid])
}

/// The payload of a mutation of a drawer: the drawer as it is now, and why nothing was done.
protocol CashSessionPayload: ObjectType {}

/// The columns of these payloads' rows.
enum CashSessionPayloadColumns {
    static let sessionID = Column<UUIDBytes?>("cash_session_id", at: 0)
}

extension CashSessionPayload {
    static var typeName: String { "\(String(describing: Self.self))Payload" }

    static var fields: [Field] {
        [
            .one("cashSession", CashSession.byID, key: .column(CashSessionPayloadColumns.sessionID)),
            Field("userErrors", .outcomeList(0)),
        ]
    }
}
