internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Calls a reservation off, or notes that its guests never came; a table that was kept for it is let go.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.reservationCancel`.
enum ReservationCancel: ObjectType {
    static let typeName = "ReservationCancelPayload"
    static let fields = ReservationPayload.fields

    static let mutation = FloorMutation.make(keyCount: 1) { (input, session) throws(FloorFailure) in
        let id = try input.requiredUUID("reservationId", .reservation)
        let reservation = try await LockedReservation(id, in: session)
        try input.requireVersion(reservation.version)
        let isNoShow = input.bool("noShow") ?? false
        try await reservation.become(
            isNoShow ? .noShow : .canceled, given: reservation.isOverdue ? [.overdue] : [],
            at: "reservationId", in: session)
        guard let table = reservation.table else { return [id.bytes] }
        let locked = try await LockedTable(table, at: "reservationId", in: session)
        if locked.status == .reserved {
            try await session.set(.available, of: table, in: locked.branch, from: .reserved)
        }
        return [id.bytes]
    }
}

/// Seats the guests of a reservation, at its table or at another one: a session opens there.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.reservationSeat`.
enum ReservationSeat: ObjectType {
    static let typeName = "ReservationSeatPayload"

    enum Columns {
        static let sessionID = Column<UUIDBytes?>("session_id", at: 1)
    }

    static let fields: [Field] = [
        .one("reservation", Reservation.byID, key: .column(ReservationPayload.reservationID)),
        .one("session", TableSession.byID, key: .column(Columns.sessionID)),
        Field("userErrors", .outcomeList(0)),
    ]

    static let mutation = FloorMutation.make(keyCount: 2) { (input, session) throws(FloorFailure) in
        let id = try input.requiredUUID("reservationId", .reservation)
        let other = try input.uuid("tableId", .table)
        let reservation = try await LockedReservation(id, and: other, in: session)
        try input.requireVersion(reservation.version)
        guard let chosen = other ?? reservation.table else {
            throw input.refusal(.invalid, "tableId", "The reservation has no table: name one.")
        }
        let table = try await LockedTable(chosen, at: "tableId", in: session)
        guard table.branch == reservation.branch else { throw .notFound("tableId") }
        // A table that is kept may be kept for these guests.
        let isKept = table.status == .reserved && table.active == nil && chosen == reservation.table
        let isFree = table.isActive && (table.isFree || isKept)
        try await reservation.become(
            .seated, given: isFree ? [.tableFree] : [],
            at: reservation.status == .booked ? "tableId" : "reservationId", in: session)
        let opening = SessionOpening(
            id: input.newID(), guestName: reservation.guestName, guestCount: reservation.partySize)
        let opened = try await opening.open(as: .active, at: table, in: session)
        if let kept = reservation.table, kept != chosen {
            let former = try await LockedTable(kept, at: "reservationId", in: session)
            if former.status == .reserved {
                try await session.set(.available, of: kept, in: former.branch, from: .reserved)
            }
        }
        return [id.bytes, opened.bytes]
    }
}
