internal import DataLoader
internal import Domain
internal import Postgres

/// A station that a mutation is about, locked after its branch: whoever changes stations or routes of a
/// branch waits for its turn.
struct LockedStation {
    let id: UUIDBytes
    let branch: UUIDBytes
    let isDefault: Bool
    let isArchived: Bool

    /// Finds and locks the station of the input, unchanged since the caller read it.
    ///
    /// - Throws: NOT_FOUND for one out of reach, CONFLICT for another version.
    static func take(
        _ input: MutationInput<KitchenErrorCode>, _ session: MutationSession<KitchenErrorCode>
    ) async throws(KitchenFailure) -> LockedStation {
        let id = try input.requiredUUID("stationId", .station)
        let results = try await session.run([
            lockBranch.bind(session.tenant, .uuid(id)),
            find.bind(session.tenant, .uuid(id), session.caller.branchArray),
        ])
        guard let found = results.last, found.rowCount == 1, let branch = found.uuid(0, 0),
            let isDefault = found.bool(0, 1), let isArchived = found.bool(0, 2), let version = found.int(0, 3)
        else { throw .notFound("stationId") }
        try input.requireVersion(version)
        return LockedStation(id: id, branch: branch, isDefault: isDefault, isArchived: isArchived)
    }

    /// Tells the branch that its stations or routes are others now.
    func tell<Code>(_ session: MutationSession<Code>) {
        session.transaction.tell(
            BranchEvent(
                branch: branch, type: "station.changed", entityKind: EntityKind.station.rawValue, entity: id))
    }

    /// `stations_pkey` and `branches_pkey` serve it.
    private static let lockBranch = Statement(
        "LockedStation.lockBranch",
        """
        SELECT b.id FROM branches AS b WHERE b.organization_id = $1 AND b.id = (
          SELECT s.branch_id FROM stations AS s WHERE s.organization_id = $1 AND s.id = $2)
        FOR NO KEY UPDATE
        """, parameters: [.uuid, .uuid])

    /// `stations_pkey` serves it.
    private static let find = Statement(
        "LockedStation.find",
        """
        SELECT branch_id, is_default, archived_at IS NOT NULL, version FROM stations
        WHERE organization_id = $1 AND id = $2 AND ($3 IS NULL OR branch_id = ANY($3))
        FOR NO KEY UPDATE
        """, parameters: [.uuid, .uuid, .uuidArray])
}
