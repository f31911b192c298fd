internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Renames a station, moves it, makes it the default one, archives it or takes it back.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.stationUpdate`.
enum StationUpdate: ObjectType {
    static let typeName = "StationUpdatePayload"

    enum Columns {
        static let stationID = Column<UUIDBytes?>("station_id", at: 0)
    }

    static let fields: [Field] = [
        .one("station", Station.byID, key: .column(Columns.stationID)),
        Field("userErrors", .outcomeList(0)),
    ]

    static let mutation = KitchenMutation.make(
        keyCount: 1, constraints: StationCreate.constraints
    ) { (input, session) throws(KitchenFailure) in
        let name = try input.text("name", 1...60)
        let station = try await LockedStation.take(input, session)
        let isArchived = input.bool("isArchived") ?? station.isArchived
        let isDefault = input.bool("isDefault") ?? station.isDefault
        try await check(station, isDefault: isDefault, isArchived: isArchived, session)
        var statements = [
            update.bind(
                session.tenant, .uuid(station.id), name.map { .text($0) } ?? .null,
                input.int("position").map { .int32(Int32(clamping: $0)) } ?? .null, .bool(isDefault),
                .bool(isArchived))
        ]
        if isDefault, !station.isDefault {
            statements.insert(dismissDefault.bind(session.tenant, .uuid(station.branch)), at: 0)
        }
        _ = try await session.run(statements)
        station.tell(session)
        return [station.id.bytes]
    }

    /// A branch's default station lives and is followed by another one only; what is archived has nothing to
    /// make.
    private static func check(
        _ station: LockedStation, isDefault: Bool, isArchived: Bool,
        _ session: MutationSession<KitchenErrorCode>
    ) async throws(KitchenFailure) {
        if station.isDefault, !isDefault {
            throw .refused(.defaultStation, "isDefault", "Make another station the default one instead.")
        }
        guard isArchived else { return }
        if isDefault {
            throw .refused(.defaultStation, "isArchived", "The default station cannot be archived.")
        }
        guard !station.isArchived else { return }
        let keys: [ParameterValue] = [session.tenant, .uuid(station.id)]
        let found = try await session.run([
            BoundStatement(firersOut, keys), BoundStatement(open, keys),
        ])
        guard found.last?.rowCount == 0 else {
            throw .refused(.stationInUse, "isArchived", "The station has tickets that are not done.")
        }
    }

    /// `stations_one_default_key` serves it.
    static let dismissDefault = Statement(
        "StationUpdate.dismissDefault",
        """
        UPDATE stations SET is_default = false, version = version + 1
        WHERE organization_id = $1 AND branch_id = $2 AND is_default
        """, parameters: [.uuid, .uuid])

    /// Waits for whoever fires tickets to this station, and holds the others back. `stations_pkey` serves it.
    ///
    /// - SeeAlso: `TicketFiring.lockStations`
    private static let firersOut = Statement(
        "StationUpdate.firersOut",
        "SELECT id FROM stations WHERE organization_id = $1 AND id = $2 FOR UPDATE",
        parameters: [.uuid, .uuid])

    /// `kitchen_tickets_station_idx` serves it.
    private static let open = Statement(
        "StationUpdate.open",
        """
        SELECT id FROM kitchen_tickets WHERE organization_id = $1 AND station_id = $2
          AND (status IN ('NEW', 'IN_PROGRESS', 'READY') OR status = 'VOIDED' AND acknowledged_at IS NULL)
        LIMIT 1
        """, parameters: [.uuid, .uuid])

    /// `stations_pkey` serves it.
    private static let update = Statement(
        "StationUpdate.update",
        """
        UPDATE stations SET name = coalesce($3, name), position = coalesce($4, position), is_default = $5,
          archived_at = CASE WHEN $6 THEN coalesce(archived_at, now()) END, version = version + 1
        WHERE organization_id = $1 AND id = $2
        """, parameters: [.uuid, .uuid, .text, .int4, .bool, .bool])
}
