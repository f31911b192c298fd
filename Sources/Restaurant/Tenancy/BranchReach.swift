internal import DataLoader
internal import Domain
internal import Postgres

/// The branches that a mutation names.
enum BranchReach {
    /// `branches_pkey` serves it; the lock keeps them from being archived meanwhile.
    fileprivate static let live = Statement(
        "BranchReach.live",
        """
        SELECT id FROM branches WHERE organization_id = $1 AND id = ANY($2) AND archived_at IS NULL
        ORDER BY id FOR KEY SHARE
        """, parameters: [.uuid, .uuidArray])
}

extension [UUIDBytes] {
    /// The identifiers as a parameter.
    var parameter: ParameterValue {
        var array = PostgresArrayBuilder(.uuid, capacity: count)
        for id in self { array.append(id) }
        return array.finish()
    }
}

extension MutationSession<TenancyErrorCode> {
    /// All of these branches are live and within reach, or the field names nothing: foreign, archived,
    /// unreached and made-up ones answer alike.
    func requireBranches(_ branches: [UUIDBytes], at field: String) async throws(TenancyFailure) {
        guard branches.allSatisfy(caller.reaches) else { throw .notFound(field) }
        guard !branches.isEmpty else { return }
        let found = try await run(BranchReach.live.bind(tenant, branches.parameter))
        guard found.rowCount == branches.count else { throw .notFound(field) }
    }

    /// What concerns the organization as a whole is not for those who are held to some of its branches.
    func requireWholeReach(at field: String) throws(TenancyFailure) {
        guard caller.branches == nil else {
            throw .refused(.branchOutOfReach, field, "This concerns branches that you do not reach.")
        }
    }
}
