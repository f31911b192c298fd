internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Opens a branch, as far as the organization's plan has room.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.branchCreate`.
enum BranchCreate: ObjectType {
    static let typeName = "BranchCreatePayload"

    enum Columns {
        static let branchID = Column<UUIDBytes?>("branch_id", at: 0)
    }

    static let fields: [Field] = [
        .one("branch", Branch.byID, key: .column(Columns.branchID)),
        Field("userErrors", .outcomeList(0)),
    ]

    /// What the table refuses, in the API's words.
    static let constraints = [
        "branches_organization_id_slug_key": TenancyRejection(
            .slugTaken, input: "slug", "Another branch of the organization has this slug.")
    ]

    static let mutation = TenancyMutation.make(
        keyCount: 1, constraints: constraints
    ) { (input, session) throws(TenancyFailure) in
        let details = try BranchDetails(input)
        try session.requireWholeReach(at: "name")
        try await session.requirePlace(in: .branches, at: "name")
        let id = input.newID()
        _ = try await session.run(details.insert(id, of: session.tenant, by: session.writer))
        return [id.bytes]
    }
}
