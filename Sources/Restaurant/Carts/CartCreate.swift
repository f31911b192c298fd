internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Begins a cart: the one of a session at a table, which its guests share, a customer's, or one that staff
/// fill for a guest. A session that has an open cart keeps it.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.cartCreate`.
enum CartCreate: ObjectType {
    static let typeName = "CartCreatePayload"

    enum Columns {
        static let cartID = Column<UUIDBytes?>("cart_id", at: 0)
    }

    static let fields: [Field] = [
        .one("cart", Cart.byID, key: .column(Columns.cartID)),
        Field("userErrors", .outcomeList(0)),
    ]

    /// Whose cart it is.
    private struct Owner {
        var session: UUIDBytes?
        var customer: UUIDBytes?
        var member: UUIDBytes?
    }

    static let mutation = CartMutation.makeRepeatable(keyCount: 1) { (input, session) throws(CartFailure) in
        let branch = try input.requiredUUID("branchId", .branch)
        let type: OrderType = input.choice("type") ?? .dineIn
        let note = try input.text("note", 1...500)
        let owner = try owner(input, session.caller)
        let terms = try await BranchTerms.load(branch, at: "branchId", in: session)
        if let table = owner.session {
            let found = try await session.run(
                CartStatements.lockSession.bind(session.tenant, .uuid(table)))
            guard found.string(0, row: 0) == TableSessionLifecycle.State.active.rawValue else {
                throw .refused(.sessionNotActive, "sessionId", "The session at the table is not active.")
            }
        }
        let id = input.newID()
        let made = try await session.run(
            insert.bind(
                .uuid(id), session.tenant, .uuid(branch), owner.session.parameter, owner.customer.parameter,
                owner.member.parameter, .text(type.rawValue), .text(terms.currency), note.parameter))
        guard made.rowCount == 0 else {
            session.transaction.tell(CartEvent.changed(id, in: branch, .open))
            return [id.bytes]
        }
        let shared = try await session.run(
            find.bind(session.tenant, owner.session.parameter, .uuid(branch)))
        guard let cart = shared.uuid(0, row: 0) else { throw .notFound("sessionId") }
        return [cart.bytes]
    }

    /// A guest's own session or customer, whatever the input says; what staff name; else their own.
    private static func owner(_ input: CartInput, _ caller: TenantCaller) throws(CartFailure) -> Owner {
        var owner = Owner()
        if caller.isGuest {
            if case .id(let session)? = caller.claims["session"] { owner.session = session }
            if case .id(let customer)? = caller.claims["customer"] { owner.customer = customer }
            guard owner.session != nil || owner.customer != nil else { throw .notFound("sessionId") }
            return owner
        }
        owner.session = try input.uuid("sessionId", .tableSession)
        owner.customer = try input.uuid("customerId", .customer)
        owner.member = caller.member
        guard owner.session != nil || owner.customer != nil || owner.member != nil else {
            throw .invalid("sessionId", "The cart must be somebody's: give a session or a customer.")
        }
        return owner
    }

    /// `carts_one_of_a_session_key` decides where two guests begin at once.
    private static let insert = Statement(
        "CartCreate.insert",
        """
        INSERT INTO carts (id, organization_id, branch_id, session_id, customer_id, member_id, type, currency,
          note, quoted_minor, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, now() + interval '1 day')
        ON CONFLICT (organization_id, session_id) WHERE status = 'OPEN' AND session_id IS NOT NULL DO NOTHING
        RETURNING id
        """, parameters: [.uuid, .uuid, .uuid, .uuid, .uuid, .uuid, .text, .text, .text])

    /// `carts_one_of_a_session_key` serves it.
    private static let find = Statement(
        "CartCreate.find",
        """
        SELECT id FROM carts
        WHERE organization_id = $1 AND session_id = $2 AND branch_id = $3 AND status = 'OPEN'
        """, parameters: [.uuid, .uuid, .uuid])
}

extension PostgresResult {
    /// A text of a row that may not be there.
    fileprivate func string(_ column: Int, row: Int) -> String? {
        row < rowCount ? string(row, column) : nil
    }

    /// An identifier of a row that may not be there.
    fileprivate func uuid(_ column: Int, row: Int) -> UUIDBytes? {
        row < rowCount ? uuid(row, column) : nil
    }
}
