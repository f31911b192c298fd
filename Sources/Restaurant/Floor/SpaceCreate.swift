internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Adds a room, terrace or bar to a branch.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.spaceCreate`.
enum SpaceCreate: ObjectType {
    static let typeName = "SpaceCreatePayload"

    enum Columns {
        static let spaceID = Column<UUIDBytes?>("space_id", at: 0)
    }

    static let fields: [Field] = [
        .one("space", Space.byID, key: .column(Columns.spaceID)),
        Field("userErrors", .outcomeList(0)),
    ]

    /// What the table refuses, in the API's words.
    static let constraints = [
        "spaces_live_name_key": FloorRejection(
            .nameTaken, at: ["input", "name"], "A space of this name is there already.")
    ]

    static let mutation = FloorMutation.make(
        keyCount: 1, constraints: constraints
    ) { (input, session) throws(FloorFailure) in
        let branch = try input.requiredUUID("branchId", .branch)
        let name = try input.requiredText("name", 1...100)
        let floor = try input.floorNumber() ?? 0
        _ = try await BranchTerms.load(branch, at: "branchId", in: session)
        let id = input.newID()
        _ = try await session.run(
            insert.bind(
                .uuid(id), session.tenant, .uuid(branch), .text(name), .int32(floor),
                .int32(Int32(clamping: input.int("position") ?? 0)), session.writer))
        return [id.bytes]
    }

    private static let insert = Statement(
        "SpaceCreate.insert",
        """
        INSERT INTO spaces (id, organization_id, branch_id, name, floor_number, position, created_by,
          updated_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $7)
        """, parameters: [.uuid, .uuid, .uuid, .text, .int4, .int4, .uuid])
}

extension MutationInput<FloorErrorCode> {
    /// On which floor; nil when absent or null.
    func floorNumber() throws(FloorFailure) -> Int32? {
        guard let number = int("floorNumber") else { return nil }
        guard (-10...200).contains(number) else {
            throw refusal(.invalid, "floorNumber", "Floors are -10 to 200.")
        }
        return Int32(clamping: number)
    }
}
