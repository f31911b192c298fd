internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Takes note of how far a display of the kitchen has shown what it was told. Coming again, late, or behind
/// another display of the station, it changes nothing.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.kitchenDisplayAcknowledge`.
enum KitchenDisplayAcknowledge: ObjectType {
    static let typeName = "KitchenDisplayAcknowledgePayload"

    enum Columns {
        static let branchID = Column<UUIDBytes?>("branch_id", at: 0)
    }

    static let fields: [Field] = [
        .one("branch", Branch.byID, key: .column(Columns.branchID)),
        Field("userErrors", .outcomeList(0)),
    ]

    static let mutation = KitchenMutation.make(keyCount: 1) { (input, session) throws(KitchenFailure) in
        let branch = try input.requiredUUID("branchId", .branch)
        let station = try input.uuid("stationId", .station)
        guard let cursor = input.string("cursor").flatMap({ Int64($0) }), cursor >= 0 else {
            throw .invalid("cursor", "`cursor` is not a cursor of the branch's events.")
        }
        guard session.caller.reaches(branch) else { throw .notFound("branchId") }
        let place = [session.tenant, .uuid(branch), station.map { .uuid($0) } ?? .null]
        let found = try await session.run([
            head.bind(session.tenant, .uuid(branch)), BoundStatement(stations, place),
        ])
        guard found.count == 2, let latest = found[0].int(0, 0) else { throw .notFound("branchId") }
        guard station == nil || found[1].rowCount == 1 else { throw .notFound("stationId") }
        // What has not happened yet nobody has shown: it would be taken for shown when it comes.
        guard cursor <= latest else {
            throw .invalid("cursor", "`cursor` is ahead of the branch's events.")
        }
        let shown = place + [.int64(cursor)]
        let results = try await session.run([BoundStatement(note, shown), BoundStatement(resolve, shown)])
        guard let alerts = results.last else { return [branch.bytes] }
        for alert in (0..<alerts.rowCount).compactMap({ alerts.uuid($0, 0) }) {
            session.transaction.tell(KitchenAlert.event(alert, in: branch, isOver: true))
        }
        return [branch.bytes]
    }

    /// `event_counters_pkey` serves it.
    private static let head = Statement(
        "KitchenDisplayAcknowledge.head",
        """
        SELECT c.event_sequence FROM event_counters AS c
        JOIN branches AS b ON b.organization_id = $1 AND b.id = c.id
        WHERE c.organization_id = $1 AND c.id = $2
        """, parameters: [.uuid, .uuid])

    /// `stations_pkey` and `stations_branch_idx` serve it.
    private static let stations = Statement(
        "KitchenDisplayAcknowledge.stations",
        """
        SELECT id FROM stations
        WHERE organization_id = $1 AND branch_id = $2 AND ($3 IS NULL OR id = $3)
        """, parameters: [.uuid, .uuid, .uuid])

    /// In the order of the stations, so that two displays wait for each other and never in a circle.
    /// `stations_branch_idx` and `station_displays_pkey` serve it.
    private static let note = Statement(
        "KitchenDisplayAcknowledge.note",
        """
        INSERT INTO station_displays AS d (id, organization_id, branch_id, shown_sequence)
        SELECT s.id, $1, $2, $4 FROM stations AS s
        WHERE s.organization_id = $1 AND s.branch_id = $2 AND ($3 IS NULL OR s.id = $3)
        ORDER BY s.id
        ON CONFLICT (organization_id, id) DO UPDATE SET shown_sequence = excluded.shown_sequence
        WHERE d.shown_sequence < excluded.shown_sequence
        """, parameters: [.uuid, .uuid, .uuid, .int8])

    /// `kitchen_alerts_branch_idx` serves it; there is one for each station at most.
    private static let resolve = Statement(
        "KitchenDisplayAcknowledge.resolve",
        """
        UPDATE kitchen_alerts SET resolved_at = now(), version = version + 1
        WHERE organization_id = $1 AND branch_id = $2 AND resolved_at IS NULL
          AND ($3 IS NULL OR station_id = $3) AND sequence <= $4
        RETURNING id
        """, parameters: [.uuid, .uuid, .uuid, .int8])
}
