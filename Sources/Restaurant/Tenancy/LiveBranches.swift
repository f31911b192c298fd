internal import DataLoader
internal import Postgres

/// Branches that hear of what belongs to the whole organization.
enum LiveBranches {
    /// `branches_pkey` serves it.
    fileprivate static let find = Statement(
        "LiveBranches.find",
        "SELECT id FROM branches WHERE organization_id = $1 AND archived_at IS NULL ORDER BY id",
        parameters: [.uuid])
}

extension MutationSession {
    /// Notes a change of something of the organization's in all live branches, which are locked in the order
    /// of their IDs when the events are written. Never a name or a number of a person.
    func tellEverywhere(
        _ type: String, _ kind: EntityKind, _ id: UUIDBytes, _ status: String
    ) async throws(MutationFailure<Code>) {
        let branches = try await run(LiveBranches.find.bind(tenant))
        for row in 0..<branches.rowCount {
            guard let branch = branches.uuid(row, 0) else { continue }
            transaction.tell(
                BranchEvent(
                    branch: branch, type: type, entityKind: kind.rawValue, entity: id,
                    payload: ["status": status]))
        }
    }
}
