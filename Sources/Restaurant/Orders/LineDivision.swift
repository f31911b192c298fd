internal import Domain
internal import Postgres

/// Makes two lines of one: what befalls a part of a line befalls a line of its own, so that the other part
/// and its history stay as they are.
enum LineDivision {
    /// Puts a part of a line on a line beside it: with the same names, prices, taxes and choices, at the same
    /// place of its tickets. Both have to be priced anew. Two packets.
    ///
    /// - Throws: INVALID for as much as the line is or more, and where the order has no room for a line.
    static func divide(
        _ part: Quantity, off line: LockedLine, _ session: OrderSession
    ) async throws(OrderMutationFailure) -> LockedLine {
        guard part.tenThousandths < line.quantity.tenThousandths else {
            throw .invalid("quantity", "The line is only \(line.quantity.decimalText).")
        }
        let id = session.newID()
        let origin: [ParameterValue] = [session.tenant, .uuid(line.id)]
        let results = try await session.run([
            BoundStatement(
                insert,
                origin + [
                    .uuid(id), .int64(part.tenThousandths), session.writer,
                    .int64(Int64(LockedOrder.lineCountMax)),
                ]),
            BoundStatement(modifiers, origin), BoundStatement(taxes, origin),
            BoundStatement(ticketLines, origin),
        ])
        guard results[0].rowCount == 1 else {
            throw .invalid("quantity", "An order has \(LockedOrder.lineCountMax) lines at most.")
        }
        let size: [ParameterValue] = [.int64(part.tenThousandths), session.writer]
        var writes = [
            BoundStatement(shrink, origin + size), BoundStatement(shrinkTicketLines, origin + size),
        ]
        for (copy, found) in zip([copyModifiers, copyTaxes, copyTicketLines], results.dropFirst()) {
            let ids = (0..<found.rowCount).compactMap { found.uuid($0, 0) }
            let copies = ids.map { _ in session.newID() }
            writes.append(
                copy.bind(session.tenant, .uuid(id), ids.parameter, copies.parameter, session.writer))
        }
        _ = try await session.run(writes)
        return LockedLine(id, besides: line, quantity: part)
    }

    /// `order_lines_pkey` and `order_lines_order_idx` serve it. The order's row is locked, which keeps the
    /// count.
    private static let insert = Statement(
        "LineDivision.insert",
        """
        INSERT INTO order_lines (id, organization_id, order_id, branch_id, item_id, name, sku, category_name,
          quantity, base_minor, branch_minor, tax_class_id, prep_minutes, station_id, course, position,
          guest_id, instructions, status, fired_at, ready_at, created_by, updated_by)
        SELECT $3, $1, l.order_id, l.branch_id, l.item_id, l.name, l.sku, l.category_name,
          $4::bigint / 10000.0, l.base_minor, l.branch_minor, l.tax_class_id, l.prep_minutes, l.station_id,
          l.course, l.position, l.guest_id, l.instructions, l.status, l.fired_at, l.ready_at, $5, $5
        FROM order_lines AS l
        WHERE l.organization_id = $1 AND l.id = $2 AND (SELECT count(*) FROM order_lines AS t
          WHERE t.organization_id = $1 AND t.order_id = l.order_id) < $6
        RETURNING id
        """, parameters: [.uuid, .uuid, .uuid, .int8, .uuid, .int8])

    /// `order_line_modifiers_line_idx` serves it.
    private static let modifiers = Statement(
        "LineDivision.modifiers",
        "SELECT id FROM order_line_modifiers WHERE organization_id = $1 AND line_id = $2",
        parameters: [.uuid, .uuid])

    /// `order_line_taxes_line_key` serves it.
    private static let taxes = Statement(
        "LineDivision.taxes",
        "SELECT id FROM order_line_taxes WHERE organization_id = $1 AND line_id = $2",
        parameters: [.uuid, .uuid])

    /// `ticket_lines_line_idx` serves it.
    private static let ticketLines = Statement(
        "LineDivision.ticketLines",
        "SELECT id FROM ticket_lines WHERE organization_id = $1 AND line_id = $2 AND voided_at IS NULL",
        parameters: [.uuid, .uuid])

    /// `order_lines_pkey` serves it.
    private static let shrink = Statement(
        "LineDivision.shrink",
        """
        UPDATE order_lines SET quantity = quantity - $3::bigint / 10000.0, updated_at = now(),
          updated_by = $4, version = version + 1
        WHERE organization_id = $1 AND id = $2
        """, parameters: [.uuid, .uuid, .int8, .uuid])

    /// `ticket_lines_line_idx` serves it.
    private static let shrinkTicketLines = Statement(
        "LineDivision.shrinkTicketLines",
        """
        UPDATE ticket_lines SET quantity = quantity - $3::bigint / 10000.0, updated_at = now(),
          updated_by = $4
        WHERE organization_id = $1 AND line_id = $2 AND voided_at IS NULL
        """, parameters: [.uuid, .uuid, .int8, .uuid])

    private static let perCopy: [PostgresType] = [.uuid, .uuid, .uuidArray, .uuidArray, .uuid]

    /// `order_line_modifiers_pkey` serves it; a choice below another one hangs on the copy of that.
    private static let copyModifiers = Statement(
        "LineDivision.copyModifiers",
        """
        INSERT INTO order_line_modifiers (id, organization_id, line_id, parent_id, group_id, group_name,
          free_quantity, modifier_id, name, kitchen_name, quantity, base_minor, branch_minor, amount_minor,
          position, created_by, updated_by)
        SELECT n.id, $1, $2, p.id, m.group_id, m.group_name, m.free_quantity, m.modifier_id, m.name,
          m.kitchen_name, m.quantity, m.base_minor, m.branch_minor, m.amount_minor, m.position, $5, $5
        FROM unnest($3, $4) AS n (origin, id)
        JOIN order_line_modifiers AS m ON m.organization_id = $1 AND m.id = n.origin
        LEFT JOIN unnest($3, $4) AS p (origin, id) ON p.origin = m.parent_id
        """, parameters: perCopy)

    /// `order_line_taxes_pkey` serves it.
    private static let copyTaxes = Statement(
        "LineDivision.copyTaxes",
        """
        INSERT INTO order_line_taxes (id, organization_id, order_id, line_id, component, rate_bps, position,
          created_by, updated_by)
        SELECT n.id, $1, t.order_id, $2, t.component, t.rate_bps, t.position, $5, $5
        FROM unnest($3, $4) AS n (origin, id)
        JOIN order_line_taxes AS t ON t.organization_id = $1 AND t.id = n.origin
        """, parameters: perCopy)

    /// `ticket_lines_pkey` serves it. The copy is as much as its line, whatever the ticket says.
    private static let copyTicketLines = Statement(
        "LineDivision.copyTicketLines",
        """
        INSERT INTO ticket_lines (id, organization_id, ticket_id, order_id, line_id, quantity, position,
          ready_at, created_by, updated_by)
        SELECT n.id, $1, t.ticket_id, t.order_id, $2, l.quantity, t.position, t.ready_at, $5, $5
        FROM unnest($3, $4) AS n (origin, id)
        JOIN ticket_lines AS t ON t.organization_id = $1 AND t.id = n.origin
        JOIN order_lines AS l ON l.organization_id = $1 AND l.id = $2
        """, parameters: perCopy)
}
