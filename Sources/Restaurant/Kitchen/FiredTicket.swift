internal import Domain
internal import Postgres

/// A ticket that is about to be made: the lines of one course at one station.
struct FiredTicket {
    let id: UUIDBytes
    let station: UUIDBytes
    let course: Int32
    /// When its longest line should be ready, in microseconds since 2000.
    let dueAt: Int64
    /// Its lines, each with the ID of its place on the ticket.
    let lines: [(id: UUIDBytes, line: UUIDBytes)]

    /// What is made together.
    private struct Place: Hashable {
        let course: Int32
        let station: UUIDBytes
    }

    /// One ticket for each course and station, in the order of the lines.
    ///
    /// - Parameter now: when they are fired, in microseconds since 2000.
    static func grouped(_ lines: [FiredLine], firedAt now: Int64) -> [FiredTicket] {
        var places: [Place] = []
        var groups: [Place: [FiredLine]] = [:]
        for line in lines {
            let place = Place(course: line.course, station: line.station)
            if groups[place] == nil { places.append(place) }
            groups[place, default: []].append(line)
        }
        return places.map { place in
            let lines = groups[place] ?? []
            let times = lines.map { $0.preparationMinutes.multipliedReportingOverflow(by: 60_000_000) }
            return FiredTicket(
                id: .version7(moment: now), station: place.station, course: place.course,
                dueAt: TicketUrgency.due(fired: now, preparations: times.map(\.partialValue)),
                lines: lines.map { (.version7(moment: now), $0.id) })
        }
    }

    /// What makes the tickets with their lines and fires the lines: three statements, however many there are.
    static func insertions(
        _ tickets: [FiredTicket], order: UUIDBytes, branch: UUIDBytes, _ tenant: ParameterValue
    ) -> [BoundStatement] {
        var courses = PostgresArrayBuilder(.int4, capacity: tickets.count, elementLength: 4)
        var dues = PostgresArrayBuilder(.timestamptz, capacity: tickets.count, elementLength: 8)
        for ticket in tickets {
            courses.append(ticket.course)
            dues.append(ticket.dueAt)
        }
        let lines = tickets.flatMap { ticket in ticket.lines.map { (place: $0, ticket: ticket) } }
        let lineIDs = lines.map(\.place.line).parameter
        return [
            insert.bind(
                tenant, .uuid(branch), .uuid(order), tickets.map(\.id).parameter,
                tickets.map(\.station).parameter, courses.finish(), dues.finish()),
            insertLines.bind(
                tenant, .uuid(order), lines.map(\.place.id).parameter, lines.map(\.ticket.id).parameter,
                lineIDs),
            fireLines.bind(tenant, lineIDs, lines.map(\.ticket.station).parameter),
        ]
    }

    private static let insert = Statement(
        "FiredTicket.insert",
        """
        INSERT INTO kitchen_tickets (id, organization_id, branch_id, order_id, station_id, course, fired_at,
          due_at)
        SELECT n.id, $1, $2, $3, n.station_id, n.course, now(), n.due_at
        FROM unnest($4, $5, $6, $7) AS n (id, station_id, course, due_at)
        """, parameters: [.uuid, .uuid, .uuid, .uuidArray, .uuidArray, .int4Array, .timestamptzArray])

    /// `order_lines_pkey` serves it.
    private static let insertLines = Statement(
        "FiredTicket.insertLines",
        """
        INSERT INTO ticket_lines (id, organization_id, ticket_id, order_id, line_id, quantity, position)
        SELECT n.id, $1, n.ticket_id, $2, l.id, l.quantity, l.position
        FROM unnest($3, $4, $5) AS n (id, ticket_id, line_id)
        JOIN order_lines AS l ON l.organization_id = $1 AND l.id = n.line_id
        """, parameters: [.uuid, .uuid, .uuidArray, .uuidArray, .uuidArray])

    /// `order_lines_pkey` serves it.
    private static let fireLines = Statement(
        "FiredTicket.fireLines",
        """
        UPDATE order_lines AS l
        SET status = 'FIRED', fired_at = now(), station_id = n.station_id, version = l.version + 1
        FROM unnest($2, $3) AS n (line_id, station_id)
        WHERE l.organization_id = $1 AND l.id = n.line_id AND l.status IN ('PENDING', 'HELD')
        """, parameters: [.uuid, .uuidArray, .uuidArray])
}

extension UUIDBytes {
    /// Seconds between 1970 and 2000.
    private static let secondsTo2000: Int64 = 946_684_800

    /// A new row's ID at a moment of the database, in microseconds since 2000.
    static func version7(moment: Int64) -> UUIDBytes {
        .version7(unixSeconds: (moment / 1_000_000).addingReportingOverflow(secondsTo2000).partialValue)
    }
}
