internal import DataLoader
internal import Domain
internal import Postgres

/// What a plan counts. Writers of one kind take turns at the organization's row, so that two of them never
/// share the last place.
enum PlanQuota: CaseIterable {
    case branches
    case members
    case apiKeys

    /// What it counts, in words for people.
    fileprivate var name: String {
        switch self {
        case .branches: "branches"
        case .members: "members and open invitations"
        case .apiKeys: "API keys"
        }
    }

    fileprivate static let plan = Statement(
        "PlanQuota.plan", "SELECT plan FROM organizations WHERE organization_id = $1 FOR NO KEY UPDATE",
        parameters: [.uuid])

    /// `branches_name_idx`, `members_pkey`, `invitations_open_key` and `api_keys_live_idx` serve the counts.
    fileprivate var count: Statement {
        switch self {
        case .branches: Self.branchCount
        case .members: Self.memberCount
        case .apiKeys: Self.keyCount
        }
    }

    fileprivate func limit(of limits: PlanLimits) -> Int? {
        switch self {
        case .branches: limits.branches
        case .members: limits.members
        case .apiKeys: limits.apiKeys
        }
    }

    private static let branchCount = Statement(
        "PlanQuota.branches",
        "SELECT count(*) FROM branches WHERE organization_id = $1 AND archived_at IS NULL",
        parameters: [.uuid])
    private static let memberCount = Statement(
        "PlanQuota.members",
        """
        SELECT (SELECT count(*) FROM members WHERE organization_id = $1 AND is_active)
          + (SELECT count(*) FROM invitations
            WHERE organization_id = $1 AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at > now())
        """, parameters: [.uuid])
    private static let keyCount = Statement(
        "PlanQuota.apiKeys",
        """
        SELECT count(*) FROM api_keys WHERE organization_id = $1 AND revoked_at IS NULL
          AND (expires_at IS NULL OR expires_at > now())
        """, parameters: [.uuid])
}

extension MutationSession<TenancyErrorCode> {
    /// Waits for whoever else changes who belongs to the organization, until the end of this transaction:
    /// what is read from here on stays as it is.
    func takeTurn(at field: String) async throws(TenancyFailure) {
        guard try await run(PlanQuota.plan.bind(tenant)).rowCount == 1 else { throw .notFound(field) }
    }

    /// The plan has a place left, which is this transaction's until its end.
    func requirePlace(in quota: PlanQuota, at field: String) async throws(TenancyFailure) {
        let rows = try await run([PlanQuota.plan.bind(tenant), quota.count.bind(tenant)])
        guard rows.count == 2, rows[0].rowCount == 1,
            let plan = rows[0].string(0, 0).flatMap(Plan.init(rawValue:)), let count = rows[1].int(0, 0)
        else { throw .notFound(field) }
        guard let limit = quota.limit(of: services.plans[plan]), count >= limit else { return }
        throw .refused(.planLimit, field, "The plan \(plan.rawValue) has room for \(limit) of these.")
    }

    /// What is in use has room in a plan. The organization's row must be locked.
    ///
    /// - Throws: PLAN_LIMIT, which names everything that is over with its numbers.
    func requireRoom(in plan: Plan, at field: String) async throws(TenancyFailure) {
        let quotas = PlanQuota.allCases
        let rows = try await run(quotas.map { $0.count.bind(tenant) })
        var excess: [String] = []
        for (quota, row) in zip(quotas, rows) {
            guard let limit = quota.limit(of: services.plans[plan]), let count = row.int(0, 0), count > limit
            else { continue }
            excess.append("\(limit) \(quota.name) and \(count) are in use")
        }
        guard excess.isEmpty else {
            throw .refused(
                .planLimit, field,
                "The plan \(plan.rawValue) has room for " + excess.joined(separator: ", for ") + ".")
        }
    }
}
