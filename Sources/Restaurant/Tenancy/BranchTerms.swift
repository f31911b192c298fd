internal import DataLoader
internal import Domain
internal import Postgres

/// What a branch settles for whatever happens in it: money, clocks, taxes and policies.
struct BranchTerms: Sendable {
    let id: UUIDBytes
    let currency: String
    let pricesIncludeTax: Bool
    let policies: BranchPolicies
    private let days: BusinessDays<SystemTimeZone>

    /// The terms of a live branch within reach.
    ///
    /// - Parameter field: the input field that a refusal names.
    static func load<Code>(
        _ branch: UUIDBytes, at field: String, in session: MutationSession<Code>
    ) async throws(MutationFailure<Code>) -> BranchTerms {
        let found = try await session.run(finding(branch, for: session.caller))
        guard let terms = BranchTerms(branch, found) else { throw .notFound(field) }
        return terms
    }

    /// The statement behind ``load(_:at:in:)``, for a packet with others.
    static func finding(_ branch: UUIDBytes, for caller: TenantCaller) -> BoundStatement {
        find.bind(
            caller.organization.map { .uuid($0) } ?? .null, .uuid(branch), caller.branchArray)
    }

    /// The business day and clocks of a moment; nil outside the years 1 to 9999.
    func businessDate(unixSeconds: Int64) -> LocalDate? { days.date(unixSeconds: unixSeconds) }

    /// What the branch's clocks show at a moment.
    func localMoment(unixSeconds: Int64) -> LocalMoment? {
        LocalMoment(unixSeconds: unixSeconds, in: days.zone)
    }

    /// What the statement found; nil for a branch that is archived, foreign or out of reach.
    init?(_ id: UUIDBytes, _ found: PostgresResult) {
        guard found.rowCount == 1, let currency = found.string(0, 0),
            let zone = found.string(0, 1).flatMap({ SystemTimeZone(identifier: $0) }),
            let pricesIncludeTax = found.bool(0, 2),
            let start = found.int(0, 3).flatMap({ LocalTime(seconds: Int($0)) })
        else { return nil }
        self.id = id
        self.currency = currency
        self.pricesIncludeTax = pricesIncludeTax
        days = BusinessDays(zone: zone, start: start)
        var policies = BranchPolicies()
        policies.autoConfirmSources = Self.words(found.string(0, 4)) ?? []
        policies.completeOnPaid = found.bool(0, 5) ?? policies.completeOnPaid
        policies.waitersCancelConfirmed = found.bool(0, 6) ?? policies.waitersCancelConfirmed
        policies.autoApproveSessions = found.bool(0, 7) ?? policies.autoApproveSessions
        policies.serviceChargeBasisPoints = found.int(0, 8) ?? policies.serviceChargeBasisPoints
        policies.enabledPaymentMethods = Self.words(found.string(0, 9))
        policies.recallMinutes = found.int(0, 10) ?? policies.recallMinutes
        policies.sessionHours = found.int(0, 11) ?? policies.sessionHours
        policies.cashierRefundLimitMinor = found.int(0, 12) ?? policies.cashierRefundLimitMinor
        self.policies = policies
    }

    private static func words(_ text: String?) -> Set<String>? {
        text.map { Set($0.split(separator: " ").map(String.init)) }
    }

    /// `branches_pkey` serves it.
    private static let find = Statement(
        "BranchTerms.find",
        """
        SELECT b.currency, b.timezone, b.prices_include_tax,
          extract(epoch FROM b.business_day_start)::bigint, \(BranchPolicies.columns)
        FROM branches AS b
        WHERE b.organization_id = $1 AND b.id = $2 AND b.archived_at IS NULL
          AND ($3 IS NULL OR b.id = ANY($3))
        """, parameters: [.uuid, .uuid, .uuidArray])
}
