internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Begins a shift: the caller's own, or that of a member whom the caller manages.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.shiftClockIn`.
enum ShiftClockIn: ObjectType {
    static let typeName = "ShiftClockInPayload"

    enum Columns {
        static let shiftID = Column<UUIDBytes?>("shift_id", at: 0)
    }

    static let fields: [Field] = [
        .one("shift", Shift.byID, key: .column(Columns.shiftID)),
        Field("userErrors", .outcomeList(0)),
    ]

    /// What the table refuses, in the API's words.
    private static let constraints = [
        "staff_shifts_no_overlap": TenancyRejection(
            .shiftOpen, at: ["input"], "The member is clocked in already.")
    ]

    static let mutation = TenancyMutation.make(
        keyCount: 1, constraints: constraints
    ) { (input, session) throws(TenancyFailure) in
        let branch = try input.requiredUUID("branchId", .branch)
        let note = try input.text("note", 1...500)
        let member = try await session.memberConcerned(input)
        try await session.requireBranches([branch], at: "branchId")
        if member != session.caller.member {
            let place = try await session.run(
                worksThere.bind(session.tenant, .uuid(member), .uuid(branch)))
            guard place.rowCount == 1 else {
                throw input.refusal(
                    .branchOutOfReach, "branchId", "The member does not work in that branch.")
            }
        }
        let id = input.newID()
        _ = try await session.run(
            insert.bind(
                .uuid(id), session.tenant, .uuid(branch), .uuid(member), note.map { .text($0) } ?? .null,
                session.writer))
        return [id.bytes]
    }

    /// `members_pkey` and the unique key of `member_branches` serve it.
    private static let worksThere = Statement(
        "ShiftClockIn.worksThere",
        """
        SELECT m.id FROM members AS m WHERE m.organization_id = $1 AND m.id = $2 AND (
          EXISTS (SELECT FROM member_branches AS mb
            WHERE mb.organization_id = $1 AND mb.member_id = m.id AND mb.branch_id = $3)
          OR m.role = 'ORG_ADMIN' AND NOT EXISTS (SELECT FROM member_branches AS mb
            WHERE mb.organization_id = $1 AND mb.member_id = m.id))
        """, parameters: [.uuid, .uuid, .uuid])

    /// The exclusion constraint lets nobody be clocked in twice at a time.
    private static let insert = Statement(
        "ShiftClockIn.insert",
        """
        INSERT INTO staff_shifts (id, organization_id, branch_id, member_id, clock_in, note, created_by,
          updated_by)
        VALUES ($1, $2, $3, $4, now(), $5, $6, $6)
        """, parameters: [.uuid, .uuid, .uuid, .uuid, .text, .uuid])
}

extension MutationSession<TenancyErrorCode> {
    /// Whose shift or PIN a mutation is about: the caller's own unless `memberId` names another.
    func memberConcerned(_ input: MutationInput<TenancyErrorCode>) async throws(TenancyFailure) -> UUIDBytes {
        if let other = try input.uuid("memberId", .member), other != caller.member {
            return try await managed(other).member.id
        }
        guard let member = caller.member else {
            throw .rejected(
                TenancyRejection(.membersOnly, at: ["input"], "Only a member has shifts and a PIN."))
        }
        return member
    }
}
