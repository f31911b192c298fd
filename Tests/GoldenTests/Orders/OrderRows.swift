import Postgres
import Restaurant
import TestSupport

/// Orders of the fixed world, as rows: what the state of an order must be is said, not reached.
enum OrderRows {
    /// A dine-in order of two lines at table 1001: two ceviches (u+1) with a platter (u+4) and choclo (u+5)
    /// on it, one leche de tigre (u+2).
    ///
    /// - Parameters:
    ///   - number: the order's UUID; its rows have those that follow.
    ///   - lineStatus: of both lines.
    ///   - paidMinor: what payments captured.
    static func order(
        _ number: Int = 7000, _ status: String = "PENDING", lineStatus: String? = nil,
        type: String = "DINE_IN", branch: Int = 11, organization: Int = 1, paidMinor: Int = 0
    ) async throws {
        try await World.asSuperuser(
            script(
                number, status, lineStatus: lineStatus ?? lines[status] ?? "PENDING", type: type,
                branch: branch, organization: organization, paidMinor: paidMinor))
    }

    /// What the lines of an order in a state are, as the kitchen would have left them.
    private static let lines = [
        "PENDING": "PENDING", "CONFIRMED": "FIRED", "PREPARING": "PREPARING", "READY": "READY",
        "SERVED": "SERVED", "COMPLETED": "SERVED", "CANCELED": "FIRED",
    ]

    private static func script(
        _ number: Int, _ status: String, lineStatus: String, type: String, branch: Int, organization: Int,
        paidMinor: Int
    ) -> String {
        func u(_ offset: Int) -> String { "'\(World.uuid(number + offset))'" }
        let tenant = "'\(World.uuid(organization))'"
        let isFirst = organization == 1
        let (item, other) = isFirst ? (120, 122) : (220, 220)
        let table =
            type == "DINE_IN" ? "'\(World.uuid(isFirst ? (branch == 11 ? 1001 : 1101) : 1201))'" : "NULL"
        let taxClass = "'\(World.uuid(isFirst ? 15 : 25))'"
        let done = status == "COMPLETED" ? "now()" : "NULL"
        let called = status == "CANCELED" ? "now()" : "NULL"
        return """
            INSERT INTO orders (id, organization_id, branch_id, business_date, number, type, source, status,
              table_id, member_id, guest_name, currency, prices_include_tax, subtotal_minor, net_minor,
              tax_minor, total_minor, paid_minor, completed_at, canceled_at, created_at)
            VALUES (\(u(0)), \(tenant), '\(World.uuid(branch))', '2026-03-01', \(number), '\(type)', 'POS',
              '\(status)', \(table), NULL, 'Rosa', '\(isFirst ? "PEN" : "INR")', true, 15600, 13220, 2380,
              15600, \(paidMinor), \(done), \(called), '2026-03-01T16:00Z'::timestamptz
                + make_interval(secs => \(number)));
            INSERT INTO order_lines (id, organization_id, order_id, branch_id, item_id, name, sku, quantity,
              base_minor, branch_minor, modifier_minor, gross_minor, net_minor, tax_minor, total_minor,
              tax_class_id, position, status, fired_at)
            VALUES
              (\(u(1)), \(tenant), \(u(0)), '\(World.uuid(branch))', '\(World.uuid(item))',
                'Ceviche clásico', 'CEV-1', 2, 3800, 4000, 2800, 13600, 11525, 2075, 13600, \(taxClass), 1,
                '\(lineStatus)', now()),
              (\(u(2)), \(tenant), \(u(0)), '\(World.uuid(branch))', '\(World.uuid(other))',
                'Leche de tigre', NULL, 1, 2000, NULL, 0, 2000, 1695, 305, 2000, \(taxClass), 2,
                '\(lineStatus)', now());
            \(isFirst ? choices(number) : "")
            INSERT INTO order_line_taxes (id, organization_id, order_id, line_id, component, rate_bps,
              amount_minor, position)
            SELECT gen_random_uuid(), \(tenant), \(u(0)), l.id::uuid, c.name, c.rate, 0, c.rate
            FROM (VALUES (\(u(1))), (\(u(2)))) AS l (id),
              (VALUES ('IGV', 1600), ('IPM', 200)) AS c (name, rate);
            """
    }

    private static func choices(_ number: Int) -> String {
        func u(_ offset: Int) -> String { "'\(World.uuid(number + offset))'" }
        return """
            INSERT INTO order_line_modifiers (id, organization_id, line_id, parent_id, group_id, group_name,
              modifier_id, name, quantity, base_minor, branch_minor, amount_minor, position)
            VALUES
              (\(u(4)), '\(World.uuid(1))', \(u(1)), NULL, '\(World.uuid(130))', 'Tamaño',
                '\(World.uuid(141))', 'Fuente', 1, 2500, NULL, 2500, 1),
              (\(u(5)), '\(World.uuid(1))', \(u(1)), \(u(4)), '\(World.uuid(131))', 'Guarnición',
                '\(World.uuid(143))', 'Choclo', 1, 250, 300, 300, 2);
            """
    }

    /// The ID of an order.
    static func id(_ number: Int = 7000) -> String { World.id(.order, number) }
    /// The ID of one of its lines.
    static func line(_ offset: Int, of number: Int = 7000) -> String { World.id(.orderLine, number + offset) }
}
