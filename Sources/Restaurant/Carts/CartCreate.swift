internal import Crypto
internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Begins a cart: the one of a session at a table, which its guests share, a customer's, that of a device
/// that nobody has signed in on, or one that staff fill for a guest. A session or device that has an open
/// cart keeps it.
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
        /// Of what the device is called.
        var deviceHash: [UInt8]?
        var member: UUIDBytes?

        /// What has one open cart.
        var sharing: [ParameterValue] { [session.parameter, deviceHash.map { .bytes($0) } ?? .null] }
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
        try await session.requireLive(customer: owner.customer)
        try await abandonExpired(owner, in: branch, session)
        let id = input.newID()
        let made = try await session.run(
            BoundStatement(
                insert,
                [.uuid(id), session.tenant, .uuid(branch)] + owner.sharing + [
                    owner.customer.parameter, owner.member.parameter, .text(type.rawValue),
                    .text(terms.currency), note.parameter,
                ]))
        guard made.rowCount == 0 else {
            session.transaction.tell(CartEvent.changed(id, in: branch, .open))
            return [id.bytes]
        }
        let shared = try await session.run(
            BoundStatement(find, [session.tenant, .uuid(branch)] + owner.sharing))
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
        owner.deviceHash = try input.text("deviceKey", 1...200).map {
            Array(SHA256.hash(data: Array($0.utf8)))
        }
        owner.member = caller.member
        guard owner.session == nil || owner.deviceHash == nil else {
            throw .invalid("deviceKey", "A cart is a session's or a device's, not both.")
        }
        guard owner.session != nil || owner.customer != nil || owner.deviceHash != nil || owner.member != nil
        else {
            throw .invalid(
                "sessionId", "The cart must be somebody's: give a session, a customer or a device.")
        }
        return owner
    }

    /// What nobody has touched for too long does not come back, whether or not it was swept yet.
    private static func abandonExpired(
        _ owner: Owner, in branch: UUIDBytes, _ session: CartSession
    ) async throws(CartFailure) {
        guard owner.session != nil || owner.deviceHash != nil else { return }
        let gone = try await session.run(
            BoundStatement(abandon, [session.tenant, .uuid(branch)] + owner.sharing))
        guard let cart = gone.uuid(0, row: 0) else { return }
        session.transaction.tell(CartEvent.changed(cart, in: branch, .abandoned))
    }

    /// `carts_one_of_a_session_key` and `carts_one_of_a_device_key` decide where two begin at once.
    private static let insert = Statement(
        "CartCreate.insert",
        """
        INSERT INTO carts (id, organization_id, branch_id, session_id, device_hash, customer_id, member_id,
          type, currency, note, quoted_minor, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, now() + interval '1 day')
        ON CONFLICT DO NOTHING
        RETURNING id
        """, parameters: [.uuid, .uuid, .uuid, .uuid, .bytea, .uuid, .uuid, .text, .text, .text])

    /// `carts_one_of_a_session_key` and `carts_one_of_a_device_key` serve these.
    private static let find = Statement(
        "CartCreate.find",
        """
        SELECT id FROM carts
        WHERE organization_id = $1 AND branch_id = $2 AND status = 'OPEN'
          AND (session_id = $3 OR device_hash = $4)
        """, parameters: [.uuid, .uuid, .uuid, .bytea])

    private static let abandon = Statement(
        "CartCreate.abandon",
        """
        UPDATE carts SET status = 'ABANDONED', updated_at = now(), version = version + 1
        WHERE organization_id = $1 AND branch_id = $2 AND status = 'OPEN' AND expires_at <= now()
          AND (session_id = $3 OR device_hash = $4)
        RETURNING id
        """, parameters: [.uuid, .uuid, .uuid, .bytea])
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
