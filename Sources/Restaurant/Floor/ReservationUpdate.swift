internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Changes a reservation whose guests have not come yet.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.reservationUpdate`.
enum ReservationUpdate: ObjectType {
    static let typeName = "ReservationUpdatePayload"
    static let fields = ReservationPayload.fields

    static let mutation = FloorMutation.make(keyCount: 1) { (input, session) throws(FloorFailure) in
        let id = try input.requiredUUID("reservationId", .reservation)
        let other = try input.uuid("tableId", .table)
        let details = try ReservationDetails(input)
        let reservation = try await LockedReservation(id, and: other, in: session)
        try input.requireVersion(reservation.version)
        guard reservation.status == .booked else {
            throw .refused(
                .conflict, "reservationId", "It is \(reservation.status.rawValue) and can not be changed.")
        }
        let period = try details.period(
            input, stored: (startsAt: reservation.startsAt, endsAt: reservation.endsAt))
        let table = input.has("tableId") ? other : reservation.table
        if let table {
            let locked = try await LockedTable(table, at: "tableId", in: session)
            guard locked.branch == reservation.branch, locked.isActive else { throw .notFound("tableId") }
            try await ReservationDetails.requireFree(
                table, from: period.startsAt, to: period.endsAt, besides: id, in: session)
        }
        _ = try await session.run(
            update.bind(
                session.tenant, .uuid(id), table.map { .uuid($0) } ?? .null,
                TableDetails.parameter(details.guestName), .bool(input.has("phone")),
                TableDetails.parameter(details.phone), TableDetails.parameter(details.partySize),
                .timestamp(period.startsAt), .timestamp(period.endsAt), .bool(input.has("note")),
                TableDetails.parameter(details.note), session.writer))
        session.transaction.tell(FloorEvent.reservation(id, in: reservation.branch, status: "BOOKED"))
        return [id.bytes]
    }

    /// `reservations_pkey` serves it. What is null stays, but for phone and note, which say beside themselves
    /// whether they change.
    private static let update = Statement(
        "ReservationUpdate.update",
        """
        UPDATE reservations SET table_id = $3, guest_name = coalesce($4, guest_name),
          phone = CASE WHEN $5 THEN $6 ELSE phone END, party_size = coalesce($7, party_size),
          starts_at = $8, ends_at = $9, note = CASE WHEN $10 THEN $11 ELSE note END,
          updated_at = now(), updated_by = $12, version = version + 1
        WHERE organization_id = $1 AND id = $2
        """,
        parameters: [
            .uuid, .uuid, .uuid, .text, .bool, .text, .int4, .timestamptz, .timestamptz, .bool, .text, .uuid,
        ])
}
