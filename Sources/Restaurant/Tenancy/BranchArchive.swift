internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Closes a branch for good: it is there for nobody any more, and its place in the plan is free.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.branchArchive`.
enum BranchArchive: ObjectType {
    static let typeName = "BranchArchivePayload"

    enum Columns {
        static let branchID = Column<UUIDBytes?>("branch_id", at: 0)
    }

    static let fields: [Field] = [
        .one("branch", Branch.everyByID, key: .column(Columns.branchID)),
        Field("userErrors", .outcomeList(0)),
    ]

    static let mutation = TenancyMutation.make(keyCount: 1) { (input, session) throws(TenancyFailure) in
        let id = try input.requiredUUID("branchId", .branch)
        try session.requireWholeReach(at: "branchId")
        // Two that are closed at once would each take the other for the one that stays.
        try await session.takeTurn(at: "branchId")
        try await session.lockBranch(id, input)
        guard try await session.run(other.bind(session.tenant, .uuid(id))).rowCount == 1 else {
            throw input.refusal(.invalid, "branchId", "The organization would have no branch.")
        }
        _ = try await session.run(archive.bind(session.tenant, .uuid(id), session.writer))
        return [id.bytes]
    }

    /// `branches_name_idx` serves it.
    private static let other = Statement(
        "BranchArchive.other",
        "SELECT id FROM branches WHERE organization_id = $1 AND id <> $2 AND archived_at IS NULL LIMIT 1",
        parameters: [.uuid, .uuid])

    /// `branches_pkey` serves it.
    private static let archive = Statement(
        "BranchArchive.archive",
        """
        UPDATE branches SET archived_at = now(), updated_at = now(), updated_by = $3, version = version + 1
        WHERE organization_id = $1 AND id = $2
        """, parameters: [.uuid, .uuid, .uuid])
}
