internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Expects guests, at a table of their own if one is named.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.reservationCreate`.
enum ReservationCreate: ObjectType {
    static let typeName = "ReservationCreatePayload"
    static let fields = ReservationPayload.fields

    static let mutation = FloorMutation.make(keyCount: 1) { (input, session) throws(FloorFailure) in
        let branch = try input.requiredUUID("branchId", .branch)
        let name = try input.requiredText("guestName", 1...100)
        let details = try ReservationDetails(input)
        let period = try details.period(input)
        _ = try await BranchTerms.load(branch, at: "branchId", in: session)
        do throws(TransitionRefusal<ReservationLifecycle>) {
            _ = try ReservationLifecycle.transition(
                from: nil, to: .booked, by: session.caller.actingParty, given: [])
        } catch {
            throw FloorRefusal.failure(error, at: "branchId")
        }
        let table = try input.uuid("tableId", .table)
        if let table {
            let locked = try await LockedTable(table, at: "tableId", in: session)
            guard locked.branch == branch, locked.isActive else { throw .notFound("tableId") }
            try await ReservationDetails.requireFree(
                table, from: period.startsAt, to: period.endsAt, in: session)
        }
        let id = input.newID()
        _ = try await session.run(
            insert.bind(
                .uuid(id), session.tenant, .uuid(branch), table.map { .uuid($0) } ?? .null, .text(name),
                TableDetails.parameter(details.phone), .int32(details.partySize ?? 2),
                .timestamp(period.startsAt), .timestamp(period.endsAt), TableDetails.parameter(details.note),
                session.writer))
        session.transaction.tell(FloorEvent.reservation(id, in: branch, status: "BOOKED"))
        return [id.bytes]
    }

    private static let insert = Statement(
        "ReservationCreate.insert",
        """
        INSERT INTO reservations (id, organization_id, branch_id, table_id, guest_name, phone, party_size,
          starts_at, ends_at, note, created_by, updated_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)
        """,
        parameters: [
            .uuid, .uuid, .uuid, .uuid, .text, .text, .int4, .timestamptz, .timestamptz, .text, .uuid,
        ])
}
