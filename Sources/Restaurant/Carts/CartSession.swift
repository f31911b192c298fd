internal import DataLoader
internal import Domain
internal import Postgres

/// The mutations of carts and quotes.
typealias CartMutation = AreaMutation<CartUserError>
/// Why one of them did not happen.
typealias CartFailure = MutationFailure<CartErrorCode>
/// What reads the input of one of them.
typealias CartInput = MutationInput<CartErrorCode>
/// Where one of them works.
typealias CartSession = MutationSession<CartErrorCode>

/// A refusal of a mutation of carts.
///
/// - SeeAlso: `schema.graphql`, type `CartUserError`; `Config/permissions.yaml`, key `CartUserError`.
enum CartUserError: AreaUserError {
    typealias Code = CartErrorCode
}

extension StoredCart {
    /// Whether the caller may fill and send it: staff of the branch, the guests of its session, its customer.
    /// All others are told that there is no such cart.
    func isOpenTo(_ caller: TenantCaller) -> Bool {
        guard caller.isGuest else { return caller.reaches(branch) }
        if let session, case .id(session)? = caller.claims["session"] { return true }
        if let customer, case .id(customer)? = caller.claims["customer"] { return true }
        return false
    }
}

extension TenantCaller {
    /// Whether somebody orders for themselves: what they reach are their own carts.
    var isGuest: Bool { role == "CUSTOMER" || role == "PUBLIC" }
}

extension MutationSession<CartErrorCode> {
    /// The cart that an input names, locked after its session, with all that it holds: two packets.
    ///
    /// - Throws: NOT_FOUND for a cart that is not the caller's; CONFLICT for one that is no longer open or
    ///   was changed since `expectedVersion`; SESSION_NOT_ACTIVE where nobody sits at the table any more.
    /// - Parameter withTable: whether the session's table is locked too, before all else.
    func openCart(
        _ input: CartInput, at field: String = "cartId", withTable: Bool = false
    ) async throws(CartFailure) -> StoredCart {
        let id = try input.requiredUUID(field, .cart)
        let head = try await run(CartStatements.head.bind(tenant, .uuid(id)))
        guard head.rowCount == 1 else { throw .notFound(field) }
        let party = head.uuid(0, 0)
        var statements: [BoundStatement] = []
        if let party {
            if withTable { statements.append(CartStatements.lockTable.bind(tenant, .uuid(party))) }
            statements.append(CartStatements.lockSession.bind(tenant, .uuid(party)))
        }
        statements += StoredCart.reading([id], for: caller, lock: true)
        let results = try await run(statements)
        guard var cart = StoredCart.carts(results.suffix(StoredCart.readingCount))[id], cart.isOpenTo(caller)
        else {
            throw .notFound(field)
        }
        guard cart.status == .open, !cart.isExpired else {
            throw .refused(.conflict, field, "The cart is no longer open.")
        }
        if field == "cartId" { try input.requireVersion(cart.version) }
        if party != nil {
            let seated = results[results.count - StoredCart.readingCount - 1]
            guard seated.rowCount == 1,
                seated.string(0, 0) == TableSessionLifecycle.State.active.rawValue
            else { throw .refused(.sessionNotActive, field, "The session at the table is not active.") }
            cart.table = seated.uuid(0, 1)
        }
        return cart
    }

    /// The guests of lines sit in the cart's session.
    func requireGuests(_ requests: [LineRequest], of cart: StoredCart) async throws(CartFailure) {
        let guests = Set(requests.compactMap(\.guest))
        guard !guests.isEmpty else { return }
        let found = try await run(
            CartStatements.guests.bind(tenant, cart.session.parameter, Array(guests).parameter))
        let known = Set((0..<found.rowCount).compactMap { found.uuid($0, 0) })
        for request in requests {
            guard let guest = request.guest, !known.contains(guest) else { continue }
            throw .rejected(
                Rejection(.notFound, at: request.place + ["guestId"], "`guestId` names nothing."))
        }
    }
}

/// What mutations of carts send.
enum CartStatements {
    /// `carts_pkey` serves it.
    static let head = Statement(
        "Cart.head", "SELECT session_id FROM carts WHERE organization_id = $1 AND id = $2",
        parameters: [.uuid, .uuid])

    /// A session never changes its table: one that moves goes on as another. `tables_pkey` serves it.
    static let lockTable = Statement(
        "Cart.lockTable",
        """
        SELECT id FROM tables WHERE organization_id = $1 AND id = (
          SELECT s.table_id FROM table_sessions AS s WHERE s.organization_id = $1 AND s.id = $2)
        FOR UPDATE
        """, parameters: [.uuid, .uuid])

    /// Keeps the session from ending meanwhile; `table_sessions_pkey` serves it.
    static let lockSession = Statement(
        "Cart.lockSession",
        "SELECT status, table_id FROM table_sessions WHERE organization_id = $1 AND id = $2 FOR SHARE",
        parameters: [.uuid, .uuid])

    /// `session_guests_pkey` serves it.
    static let guests = Statement(
        "Cart.guests",
        "SELECT id FROM session_guests WHERE organization_id = $1 AND session_id = $2 AND id = ANY($3)",
        parameters: [.uuid, .uuid, .uuidArray])

    static let remove = Statement(
        "Cart.removeLines",
        "DELETE FROM cart_lines WHERE organization_id = $1 AND cart_id = $2 AND id = ANY($3)",
        parameters: [.uuid, .uuid, .uuidArray])

    static let resize = Statement(
        "Cart.resizeLines",
        """
        UPDATE cart_lines AS l
        SET quantity = n.quantity / 10000.0, quoted_minor = n.quoted_minor, updated_at = now()
        FROM unnest($3, $4, $5) AS n (id, quantity, quoted_minor)
        WHERE l.organization_id = $1 AND l.cart_id = $2 AND l.id = n.id
        """, parameters: [.uuid, .uuid, .uuidArray, .int8Array, .int8Array])

    static let insert = Statement(
        "Cart.insertLines",
        """
        INSERT INTO cart_lines (id, organization_id, cart_id, item_id, quantity, instructions, guest_id,
          course, position, configuration_hash, quoted_minor)
        SELECT l.id, $1, $2, l.item_id, l.quantity / 10000.0, l.instructions, l.guest_id, l.course,
          l.position, decode(l.configuration, 'hex'), l.quoted_minor
        FROM unnest($3, $4, $5, $6, $7, $8, $9, $10, $11) AS l (id, item_id, quantity, instructions, guest_id,
          course, position, configuration, quoted_minor)
        """,
        parameters: [
            .uuid, .uuid, .uuidArray, .uuidArray, .int8Array, .textArray, .uuidArray, .int8Array, .int8Array,
            .textArray, .int8Array,
        ])

    static let insertChoices = Statement(
        "Cart.insertChoices",
        """
        INSERT INTO cart_line_modifiers (id, organization_id, line_id, parent_id, group_id, modifier_id,
          quantity, position)
        SELECT m.id, $1, m.line_id, m.parent_id, m.group_id, m.modifier_id, m.quantity, m.position
        FROM unnest($2, $3, $4, $5, $6, $7, $8) AS m (id, line_id, parent_id, group_id, modifier_id,
          quantity, position)
        """,
        parameters: [
            .uuid, .uuidArray, .uuidArray, .uuidArray, .uuidArray, .uuidArray, .int8Array, .int8Array,
        ])

    /// What was touched lives on for a day.
    static let touch = Statement(
        "Cart.touch",
        """
        UPDATE carts SET quoted_minor = $3, expires_at = now() + interval '1 day', updated_at = now(),
          version = version + 1
        WHERE organization_id = $1 AND id = $2 AND status = 'OPEN'
        RETURNING version
        """, parameters: [.uuid, .uuid, .int8])
}
