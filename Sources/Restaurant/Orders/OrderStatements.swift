internal import DataLoader
internal import Domain
internal import Postgres

/// What storing an order sends.
enum OrderStatements {
    /// The order, with the next number of its day.
    static func insert<Code>(
        _ draft: OrderDraft, _ priced: PricedBill, _ session: MutationSession<Code>
    ) -> BoundStatement {
        let quote = draft.quote
        return order.bind(
            .uuid(.version7(unixSeconds: 0)), session.tenant, .uuid(quote.terms.id),
            .text(quote.date.description), .uuid(draft.id), .text(draft.type.rawValue),
            .text(draft.source.rawValue), draft.session.parameter, draft.table.parameter,
            draft.customer.parameter, draft.member.parameter, draft.guestName.parameter,
            draft.guestCount.parameter, draft.note.parameter, draft.fingerprint.parameter,
            .text(quote.terms.currency), .bool(quote.terms.pricesIncludeTax), .int64(priced.subtotalMinor),
            .int64(priced.discountMinor), .int64(priced.chargeMinor), .int64(priced.netMinor),
            .int64(priced.taxMinor), .int64(priced.totalMinor))
    }

    /// Takes portions away where enough are left.
    static func takePortions<Code>(
        _ sold: [UUIDBytes: Int64], in branch: UUIDBytes, _ session: MutationSession<Code>
    ) -> BoundStatement {
        let items = sold.sorted { ($0.key.high, $0.key.low) < ($1.key.high, $1.key.low) }
        return portions.bind(
            session.tenant, .uuid(branch), items.map(\.key).parameter, items.map(\.value).parameter)
    }

    /// `order_counters_organization_id_branch_id_business_date_key` serves the counter, whose row is locked
    /// from here to the commit.
    private static let order = Statement(
        "OrderWriter.order",
        """
        WITH counted AS (
          INSERT INTO order_counters AS c (id, organization_id, branch_id, business_date, last_number)
          VALUES ($1, $2, $3, $4::date, 1)
          ON CONFLICT (organization_id, branch_id, business_date)
          DO UPDATE SET last_number = c.last_number + 1, updated_at = now()
          RETURNING last_number)
        INSERT INTO orders (id, organization_id, branch_id, business_date, number, type, source, session_id,
          table_id, customer_id, member_id, guest_name, guest_count, note, client_request_id, currency,
          prices_include_tax, subtotal_minor, discount_minor, charge_minor, net_minor, tax_minor,
          total_minor)
        SELECT $5, $2, $3, $4::date, c.last_number, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
          $18, $19, $20, $21, $22, $23
        FROM counted AS c
        """,
        parameters: [
            .uuid, .uuid, .uuid, .text, .uuid, .text, .text, .uuid, .uuid, .uuid, .uuid, .text, .int8, .text,
            .text, .text, .bool, .int8, .int8, .int8, .int8, .int8, .int8,
        ])

    /// `availability_blocks_item_key` serves it.
    private static let portions = Statement(
        "OrderWriter.portions",
        """
        UPDATE availability_blocks AS b
        SET remaining_quantity = b.remaining_quantity - s.quantity / 10000.0, updated_at = now(),
          version = b.version + 1
        FROM unnest($3, $4) AS s (item_id, quantity)
        WHERE b.organization_id = $1 AND b.branch_id = $2 AND b.item_id = s.item_id
          AND b.remaining_quantity >= s.quantity / 10000.0
        RETURNING b.item_id, (b.remaining_quantity * 10000)::bigint
        """, parameters: [.uuid, .uuid, .uuidArray, .int8Array])

    /// The courses that the order does not have yet.
    static let courses = Statement(
        "OrderWriter.courses",
        """
        INSERT INTO order_courses (id, organization_id, order_id, number)
        SELECT c.id, $1, $2, c.number FROM unnest($3, $4) AS c (id, number)
        ON CONFLICT (organization_id, order_id, number) DO NOTHING
        """, parameters: [.uuid, .uuid, .uuidArray, .int8Array])

    /// Lines, behind those that the order has.
    static let lines = Statement(
        "OrderWriter.lines",
        """
        INSERT INTO order_lines (id, organization_id, order_id, branch_id, item_id, name, sku,
          category_name, quantity, base_minor, branch_minor, modifier_minor, gross_minor, discount_minor,
          net_minor, tax_minor, total_minor, tax_class_id, prep_minutes, course, guest_id, instructions,
          position)
        SELECT l.id, $1, $2, $3, l.item_id, l.name, l.sku, l.category_name, l.quantity / 10000.0,
          l.base_minor, l.branch_minor, l.modifier_minor, l.gross_minor, l.discount_minor, l.net_minor,
          l.tax_minor, l.total_minor, l.tax_class_id, l.prep_minutes, l.course, l.guest_id,
          l.instructions, l.position + (SELECT count(*) FROM order_lines AS t
            WHERE t.organization_id = $1 AND t.order_id = $2)
        FROM unnest($4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)
          WITH ORDINALITY AS l (id, item_id, name, sku, category_name, quantity, base_minor, branch_minor,
            modifier_minor, gross_minor, discount_minor, net_minor, tax_minor, total_minor, tax_class_id,
            prep_minutes, course, guest_id, instructions, position)
        """,
        parameters: [
            .uuid, .uuid, .uuid, .uuidArray, .uuidArray, .textArray, .textArray, .textArray, .int8Array,
            .int8Array, .int8Array, .int8Array, .int8Array, .int8Array, .int8Array, .int8Array, .int8Array,
            .uuidArray, .int8Array, .int8Array, .uuidArray, .textArray,
        ])

    /// What was chosen with the lines; a choice below another one comes in the same statement.
    static let modifiers = Statement(
        "OrderWriter.modifiers",
        """
        INSERT INTO order_line_modifiers (id, organization_id, line_id, parent_id, group_id, group_name,
          free_quantity, modifier_id, name, kitchen_name, quantity, base_minor, branch_minor, amount_minor,
          position)
        SELECT m.id, $1, m.line_id, m.parent_id, m.group_id, m.group_name, m.free_quantity, m.modifier_id,
          m.name, m.kitchen_name, m.quantity, m.base_minor, m.branch_minor, m.amount_minor, m.position
        FROM unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) AS m (id, line_id,
          parent_id, group_id, group_name, free_quantity, modifier_id, name, kitchen_name, quantity,
          base_minor, branch_minor, amount_minor, position)
        """,
        parameters: [
            .uuid, .uuidArray, .uuidArray, .uuidArray, .uuidArray, .textArray, .int8Array, .uuidArray,
            .textArray, .textArray, .int8Array, .int8Array, .int8Array, .int8Array, .int8Array,
        ])

    /// The charges of a new order.
    static let charges = Statement(
        "OrderWriter.charges",
        """
        INSERT INTO order_charges (id, organization_id, order_id, kind, name, rate_bps, amount_minor,
          net_minor, tax_minor, total_minor, position)
        SELECT c.id, $1, $2, 'SERVICE', 'Service', c.rate, c.amount, c.net, c.tax, c.total, c.position
        FROM unnest($3, $4, $5, $6, $7, $8) WITH ORDINALITY AS c (id, rate, amount, net, tax, total, position)
        """,
        parameters: [
            .uuid, .uuid, .uuidArray, .int8Array, .int8Array, .int8Array, .int8Array, .int8Array,
        ])

    /// The components of the taxes on lines and charges.
    static let taxes = Statement(
        "OrderWriter.taxes",
        """
        INSERT INTO order_line_taxes (id, organization_id, order_id, line_id, charge_id, component,
          rate_bps, amount_minor, position)
        SELECT x.id, $1, $2, x.line_id, x.charge_id, x.component, x.rate, x.amount, x.position
        FROM unnest($3, $4, $5, $6, $7, $8, $9) AS x (id, line_id, charge_id, component, rate, amount,
          position)
        """,
        parameters: [
            .uuid, .uuid, .uuidArray, .uuidArray, .uuidArray, .textArray, .int8Array, .int8Array, .int8Array,
        ])
}
