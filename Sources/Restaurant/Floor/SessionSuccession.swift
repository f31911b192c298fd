internal import DataLoader
internal import Domain
internal import Postgres

/// What goes over to the session that takes another one's place.
enum SessionSuccession {
    /// Gives guests, requests, carts and orders of an ended session to another one. Its locks hold already.
    ///
    /// A session has one open cart: where the other one has its own, the lines of this one go into it.
    static func hand(
        _ locked: LockedSession, to successor: UUIDBytes, at table: LockedTable, in session: FloorSession
    ) async throws(FloorFailure) {
        let keys: [ParameterValue] = [session.tenant, .uuid(locked.id), .uuid(successor)]
        let results = try await session.run([
            BoundStatement(guests, keys + [session.writer]),
            BoundStatement(settled, keys + [.uuid(table.id), session.writer]),
            BoundStatement(requests, keys + [.uuid(table.id), session.writer]),
            BoundStatement(cartLines, keys + [session.writer]),
            BoundStatement(touchedCart, keys + [session.writer]),
            BoundStatement(mergedCart, keys + [session.writer]),
            BoundStatement(carts, keys + [session.writer]),
            BoundStatement(orders, keys + [.uuid(table.id), session.writer]),
        ])
        let branch = locked.table.branch
        for (index, status) in [(4, "OPEN"), (5, "MERGED"), (6, "OPEN")] {
            for row in 0..<results[index].rowCount {
                guard let cart = results[index].uuid(row, 0) else { continue }
                session.transaction.tell(FloorEvent.cart(cart, in: branch, status: status))
            }
        }
        let moved = results[7]
        for row in 0..<moved.rowCount {
            guard let order = moved.uuid(row, 0), let status = moved.string(row, 1) else { continue }
            session.transaction.tell(
                BranchEvent(
                    branch: branch, type: "order.changed", entityKind: EntityKind.order.rawValue,
                    entity: order,
                    payload: ["status": status]))
        }
    }

    /// Says how many guests a session has that others have joined.
    static func count(
        _ guests: Int32, in target: LockedSession, _ session: FloorSession
    ) async throws(FloorFailure) {
        _ = try await session.run(
            recount.bind(session.tenant, .uuid(target.id), .int32(guests), session.writer))
        session.transaction.tell(FloorEvent.session(target.id, in: target.table.branch, .active))
    }

    /// `session_guests_session_idx` serves it.
    private static let guests = Statement(
        "SessionSuccession.guests",
        """
        UPDATE session_guests SET session_id = $3, updated_at = now(), updated_by = $4
        WHERE organization_id = $1 AND session_id = $2
        """, parameters: [.uuid, .uuid, .uuid, .uuid])

    /// What the other table waits for already is not asked twice: `service_requests_one_pending_key`.
    private static let settled = Statement(
        "SessionSuccession.settled",
        """
        UPDATE service_requests AS r SET status = 'CANCELED', resolved_at = now(), updated_at = now(),
          updated_by = $5, version = version + 1
        WHERE r.organization_id = $1 AND r.session_id = $2 AND r.status = 'PENDING' AND EXISTS (
          SELECT FROM service_requests AS p WHERE p.organization_id = $1 AND p.table_id = $4
            AND p.type = r.type AND p.status = 'PENDING' AND p.id <> r.id)
        """, parameters: [.uuid, .uuid, .uuid, .uuid, .uuid])

    /// `service_requests_session_idx` serves it.
    private static let requests = Statement(
        "SessionSuccession.requests",
        """
        UPDATE service_requests SET session_id = $3, table_id = $4, updated_at = now(), updated_by = $5,
          version = version + 1
        WHERE organization_id = $1 AND session_id = $2 AND status IN ('PENDING', 'ACKNOWLEDGED')
        """, parameters: [.uuid, .uuid, .uuid, .uuid, .uuid])

    /// `carts_one_of_a_session_key` and `cart_lines_cart_idx` serve it.
    private static let cartLines = Statement(
        "SessionSuccession.cartLines",
        """
        UPDATE cart_lines SET cart_id = target.id, updated_at = now(), updated_by = $4
        FROM carts AS source, carts AS target
        WHERE source.organization_id = $1 AND source.session_id = $2 AND source.status = 'OPEN'
          AND target.organization_id = $1 AND target.session_id = $3 AND target.status = 'OPEN'
          AND cart_lines.organization_id = $1 AND cart_lines.cart_id = source.id
        """, parameters: [.uuid, .uuid, .uuid, .uuid])

    /// Its readers have not seen the lines that came.
    private static let touchedCart = Statement(
        "SessionSuccession.touchedCart",
        """
        UPDATE carts SET updated_at = now(), updated_by = $4, version = version + 1
        WHERE organization_id = $1 AND session_id = $3 AND status = 'OPEN' AND EXISTS (
          SELECT FROM carts AS source WHERE source.organization_id = $1 AND source.session_id = $2
            AND source.status = 'OPEN')
        RETURNING id
        """, parameters: [.uuid, .uuid, .uuid, .uuid])

    private static let mergedCart = Statement(
        "SessionSuccession.mergedCart",
        """
        UPDATE carts SET status = 'MERGED', merged_into_id = target.id, updated_at = now(), updated_by = $4,
          version = carts.version + 1
        FROM carts AS target
        WHERE carts.organization_id = $1 AND carts.session_id = $2 AND carts.status = 'OPEN'
          AND target.organization_id = $1 AND target.session_id = $3 AND target.status = 'OPEN'
        RETURNING carts.id
        """, parameters: [.uuid, .uuid, .uuid, .uuid])

    private static let carts = Statement(
        "SessionSuccession.carts",
        """
        UPDATE carts SET session_id = $3, updated_at = now(), updated_by = $4, version = version + 1
        WHERE organization_id = $1 AND session_id = $2 AND status = 'OPEN' RETURNING id
        """, parameters: [.uuid, .uuid, .uuid, .uuid])

    /// `orders_session_idx` serves it. What is over stays where it was eaten, but is of the party.
    private static let orders = Statement(
        "SessionSuccession.orders",
        """
        UPDATE orders SET session_id = $3,
          table_id = CASE WHEN status IN ('COMPLETED', 'CANCELED') THEN table_id ELSE $4 END,
          updated_at = now(), updated_by = $5, version = version + 1
        WHERE organization_id = $1 AND session_id = $2 RETURNING id, status
        """, parameters: [.uuid, .uuid, .uuid, .uuid, .uuid])

    /// `table_sessions_pkey` serves it.
    private static let recount = Statement(
        "SessionSuccession.recount",
        """
        UPDATE table_sessions SET guest_count = $3, updated_at = now(), updated_by = $4, version = version + 1
        WHERE organization_id = $1 AND id = $2
        """, parameters: [.uuid, .uuid, .int4, .uuid])
}
