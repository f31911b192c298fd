internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Adds a station to a branch.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.stationCreate`.
enum StationCreate: ObjectType {
    static let typeName = "StationCreatePayload"

    /// The most stations of a branch, archived ones apart: they are a plain list.
    private static let countMax = 100

    enum Columns {
        static let stationID = Column<UUIDBytes?>("station_id", at: 0)
    }

    static let fields: [Field] = [
        .one("station", Station.byID, key: .column(Columns.stationID)),
        Field("userErrors", .outcomeList(0)),
    ]

    /// What the table refuses, in the API's words.
    static let constraints = [
        "stations_live_name_key": KitchenRejection(
            .nameTaken, at: ["input", "name"], "A station of this name is there already.")
    ]

    static let mutation = KitchenMutation.make(
        keyCount: 1, constraints: constraints
    ) { (input, session) throws(KitchenFailure) in
        let branch = try input.requiredUUID("branchId", .branch)
        let name = try input.requiredText("name", 1...60)
        guard session.caller.reaches(branch) else { throw .notFound("branchId") }
        let found = try await session.run([
            lock.bind(session.tenant, .uuid(branch)), count.bind(session.tenant, .uuid(branch)),
        ])
        guard found.count == 2, found[0].rowCount == 1 else { throw .notFound("branchId") }
        guard (found[1].int(0, 0) ?? 0) < countMax else {
            throw .invalid("branchId", "A branch has \(countMax) stations at most.")
        }
        let station = LockedStation(
            id: input.newID(), branch: branch, isDefault: input.bool("isDefault") ?? false, isArchived: false)
        var statements = [
            insert.bind(
                .uuid(station.id), session.tenant, .uuid(branch), .text(name),
                .int32(Int32(clamping: input.int("position") ?? 0)), .bool(station.isDefault))
        ]
        if station.isDefault {
            statements.insert(StationUpdate.dismissDefault.bind(session.tenant, .uuid(branch)), at: 0)
        }
        _ = try await session.run(statements)
        station.tell(session)
        return [station.id.bytes]
    }

    /// `branches_pkey` serves it.
    private static let lock = Statement(
        "StationCreate.lock",
        """
        SELECT id FROM branches WHERE organization_id = $1 AND id = $2 AND archived_at IS NULL
        FOR NO KEY UPDATE
        """, parameters: [.uuid, .uuid])

    /// `stations_branch_idx` serves it.
    private static let count = Statement(
        "StationCreate.count",
        """
        SELECT count(*) FROM stations
        WHERE organization_id = $1 AND branch_id = $2 AND archived_at IS NULL
        """, parameters: [.uuid, .uuid])

    private static let insert = Statement(
        "StationCreate.insert",
        """
        INSERT INTO stations (id, organization_id, branch_id, name, position, is_default)
        VALUES ($1, $2, $3, $4, $5, $6)
        """, parameters: [.uuid, .uuid, .uuid, .text, .int4, .bool])
}
