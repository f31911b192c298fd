internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Ends a shift: the caller's own, or that of a member whom the caller manages.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.shiftClockOut`.
enum ShiftClockOut: ObjectType {
    static let typeName = "ShiftClockOutPayload"

    enum Columns {
        static let shiftID = Column<UUIDBytes?>("shift_id", at: 0)
    }

    static let fields: [Field] = [
        .one("shift", Shift.byID, key: .column(Columns.shiftID)),
        Field("userErrors", .outcomeList(0)),
    ]

    static let mutation = TenancyMutation.make(keyCount: 1) { (input, session) throws(TenancyFailure) in
        let note = try input.text("note", 1...500)
        let member = try await session.memberConcerned(input)
        let ended = try await session.run(
            end.bind(session.tenant, .uuid(member), note.map { .text($0) } ?? .null, session.writer))
        guard ended.rowCount == 1, let id = ended.uuid(0, 0) else {
            throw .rejected(
                TenancyRejection(.shiftNotOpen, at: ["input"], "The member is not clocked in."))
        }
        return [id.bytes]
    }

    /// `staff_shifts_member_idx` serves it. A clock that was set back ends a shift right after its start.
    private static let end = Statement(
        "ShiftClockOut.end",
        """
        UPDATE staff_shifts SET clock_out = greatest(now(), clock_in + interval '1 second'),
          note = coalesce($3, note), updated_at = now(), updated_by = $4, version = version + 1
        WHERE organization_id = $1 AND member_id = $2 AND clock_out IS NULL
        RETURNING id
        """, parameters: [.uuid, .uuid, .text, .uuid])
}
