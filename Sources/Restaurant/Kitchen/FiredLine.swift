internal import Postgres

/// A line of an order that goes to the kitchen, with the station that makes it.
struct FiredLine {
    let id: UUIDBytes
    let course: Int32
    let station: UUIDBytes
    /// How long it takes.
    let preparationMinutes: Int64

    /// Whether a line has neither a station nor a route to one.
    static func anyIsUnrouted(in found: PostgresResult) -> Bool {
        (0..<found.rowCount).contains { found.uuid($0, 3) == nil }
    }

    /// The lines found; those without a route go to the branch's default station.
    static func read(_ found: PostgresResult, otherwise standard: UUIDBytes?) -> [FiredLine] {
        (0..<found.rowCount).compactMap { row in
            guard let id = found.uuid(row, 0), let course = found.int(row, 1),
                let station = found.uuid(row, 3) ?? standard
            else { return nil }
            return FiredLine(
                id: id, course: Int32(clamping: course), station: station,
                preparationMinutes: found.int(row, 2) ?? TicketFiring.preparationMinutesDefault)
        }
    }

    /// The lines of some courses that are not fired yet, with their station: the line's own, else that of the
    /// nearest route by a chosen modifier, the item, its category, a category above. Archived stations make
    /// nothing any more.
    ///
    /// `order_lines_order_idx`, `station_routes`' unique keys of a branch and the primary keys serve it.
    static let find = Statement(
        "FiredLine.find",
        """
        WITH RECURSIVE fired AS MATERIALIZED (
          SELECT l.id, l.branch_id, l.item_id, l.course, l.position, l.station_id, l.prep_minutes,
            i.category_id
          FROM order_lines AS l
          JOIN menu_items AS i ON i.organization_id = $1 AND i.id = l.item_id
          WHERE l.organization_id = $1 AND l.order_id = $2 AND l.course = ANY($3)
            AND l.status IN ('PENDING', 'HELD')),
        above (category_id, ancestor_id, steps) AS (
          SELECT DISTINCT f.category_id, f.category_id, 0 FROM fired AS f
          UNION ALL
          SELECT a.category_id, c.parent_id, a.steps + 1
          FROM above AS a JOIN menu_categories AS c ON c.organization_id = $1 AND c.id = a.ancestor_id
          WHERE c.parent_id IS NOT NULL),
        routes AS (
          SELECT r.category_id, r.item_id, r.modifier_id, r.station_id
          FROM station_routes AS r
          JOIN stations AS s ON s.organization_id = $1 AND s.id = r.station_id AND s.archived_at IS NULL
          WHERE r.organization_id = $1 AND r.branch_id = (SELECT f.branch_id FROM fired AS f LIMIT 1))
        SELECT l.id, l.course, l.prep_minutes,
          coalesce(own.id, m.station_id, i.station_id, c.station_id)
        FROM fired AS l
        LEFT JOIN stations AS own
          ON own.organization_id = $1 AND own.id = l.station_id AND own.archived_at IS NULL
        LEFT JOIN LATERAL (
          SELECT r.station_id FROM order_line_modifiers AS m JOIN routes AS r ON r.modifier_id = m.modifier_id
          WHERE m.organization_id = $1 AND m.line_id = l.id ORDER BY m.position, m.id LIMIT 1) AS m ON true
        LEFT JOIN routes AS i ON i.item_id = l.item_id
        LEFT JOIN LATERAL (
          SELECT r.station_id FROM above AS a JOIN routes AS r ON r.category_id = a.ancestor_id
          WHERE a.category_id = l.category_id ORDER BY a.steps LIMIT 1) AS c ON true
        ORDER BY l.position, l.id
        """, parameters: [.uuid, .uuid, .int4Array])
}
