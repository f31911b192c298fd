import DataLoader
import GraphQLExecution
import Postgres
import Transport

/// How much everybody may ask for: requests and costs, of callers, addresses and tenants, and how much a
/// tenant has under way.
///
/// Every request pays first from its address: without a credential for itself, with one for a credential that
/// has proven nothing, which it gets back once it has. A known caller then pays from a bucket of its own and
/// from its tenant's, wherever it calls from. What an operation may cost is taken before it runs, and what it
/// did not cost comes back.
///
/// Who reads a public menu without a token pays from its address alone: if the tenant paid too, a flood of
/// strangers would stop its own kitchens.
struct Throttles: RequestGate {
    typealias Principal = EngineResponder<TenantSessions>.Principal

    private let settings: Settings.Limits
    /// The most that an operation of a role without a limit of its own may cost.
    private let costMax: Int
    private let store: any BucketStore
    private let instances: LiveInstances
    private let running: Concurrency

    /// - Parameter costMax: `graphql.maxCost`.
    init(_ settings: Settings.Limits, costMax: Int, store: any BucketStore, instances: LiveInstances) {
        self.settings = settings
        self.costMax = costMax
        self.store = store
        self.instances = instances
        running = Concurrency(limit: settings.tenantConcurrency)
    }

    private var enforces: Bool { settings.mode == "enforce" }

    // MARK: Arrival

    func arrive(from client: ClientAddress?, withCredential: Bool) -> GateVerdict {
        let count = withCredential ? settings.unprovenRequests : settings.addressRequests
        let kind: BucketKey.Kind = withCredential ? .addressUnproven : .addressRequests
        switch take(BucketKey(kind, client), perMinute(count), .address) {
        case .admitted where withCredential: return .admitted(nil)
        case let verdict: return verdict
        }
    }

    /// A credential has proven who calls, or could not be looked at: its address need not pay for it.
    func forgive(_ client: ClientAddress?) {
        store.giveBack(
            1, to: BucketKey(.addressUnproven, client), perMinute(settings.unprovenRequests))
    }

    // MARK: Callers

    /// Lets a caller in, with a budget and a place among those of its tenant that are under way.
    ///
    /// - Throws: a refusal that says when to come back.
    func admit(_ principal: Principal, _ call: GraphQLCall) throws(CallRefusal) -> Principal {
        let caller = principal.caller
        if let own = BucketKey(.callerRequests, caller) {
            let rule =
                principal.access.requestRate.map { shared(BucketRule(count: $0.count, seconds: $0.seconds)) }
                ?? perMinute(settings.callerRequests)
            try pay(from: own, rule, .caller, call)
            if let tenant = BucketKey(tenant: .tenantRequests, caller) {
                do throws(CallRefusal) {
                    try pay(from: tenant, perMinute(settings.tenantRequests), .tenant, call)
                } catch {
                    store.giveBack(1, to: own, rule)
                    throw error
                }
            }
        } else if call.bearerToken != nil {
            // A token of nobody: its address pays, as it does for requests without one.
            let count = perMinute(settings.addressRequests)
            try pay(from: BucketKey(.addressRequests, call.client), count, .address, call)
        }
        let place = BucketKey(tenant: .tenantRequests, caller) ?? BucketKey(.addressRequests, call.client)
        let hasPlace = running.enter(place)
        guard hasPlace || !enforces else {
            throw CallRefusal(.overloaded, message: "Too many requests of yours are under way; try again.")
        }
        var admitted = principal
        admitted.account = CostAccount(
            budget: budget(principal, call), isShown: call.showsCost || caller.apiKey != nil)
        if hasPlace { admitted.release = { [running] in running.leave(place) } }
        return admitted
    }

    /// Finds out who calls, and lets the caller in.
    func admitted(_ call: GraphQLCall, by principals: Principals) async throws(CallRefusal) -> Principal {
        let principal: Principal
        do throws(CallRefusal) {
            principal = try await principals.principal(call)
        } catch {
            // That nobody could look is no guess at a credential.
            let isOurs = [.unavailable, .overloaded, .deadlineExceeded].contains(error.outcome)
            if call.bearerToken != nil, isOurs { forgive(call.client) }
            throw error
        }
        if call.bearerToken != nil { forgive(call.client) }
        return try admit(principal, call)
    }

    private func pay(
        from key: BucketKey, _ rule: BucketRule, _ policy: RateReport.Policy, _ call: GraphQLCall
    ) throws(CallRefusal) {
        switch take(key, rule, policy) {
        case .admitted(let report):
            // A tenant's is told where it is what refuses.
            if let report, policy != .tenant { call.rate.note(report) }
        case .refused(let report, let retryAfter):
            call.rate.note(report)
            throw CallRefusal(.tooManyRequests, retryAfter: retryAfter)
        }
    }

    private func take(
        _ key: BucketKey, _ rule: BucketRule, _ policy: RateReport.Policy
    ) -> GateVerdict {
        let level = store.take(1, from: key, rule)
        let report = RateReport(policy, rule, available: level.available)
        guard level.isGranted || !enforces else {
            return .refused(report, retryAfter: Self.seconds(level.wait))
        }
        return .admitted(report)
    }

    // MARK: Costs

    private func budget(_ principal: Principal, _ call: GraphQLCall) -> CallerBudget {
        let most = principal.access.costMax ?? costMax
        let caller = BucketKey(.callerCost, principal.caller)
        let rule = BucketRule(
            capacity: Double(caller == nil ? settings.addressCost : settings.callerCost),
            perSecond: Double(caller == nil ? settings.addressCostPerSecond : settings.callerCostPerSecond))
        // Whoever may ask for much at once may do so twice, and again every ten seconds.
        let own = shared(
            BucketRule(
                capacity: max(rule.capacity, Double(most) * 2),
                perSecond: max(rule.perSecond, Double(most) / 10)))
        let tenant = BucketKey(tenant: .tenantCost, principal.caller).map { key in
            CallerBudget.Part(
                key: key,
                rule: shared(
                    BucketRule(
                        capacity: Double(settings.tenantCost),
                        perSecond: Double(settings.tenantCostPerSecond))))
        }
        return CallerBudget(
            own: CallerBudget.Part(key: caller ?? BucketKey(.addressCost, call.client), rule: own),
            tenant: tenant, store: store, enforces: enforces)
    }

    // MARK: Rules

    private func perMinute(_ count: Int) -> BucketRule { shared(BucketRule(count: count, seconds: 60)) }

    private func shared(_ rule: BucketRule) -> BucketRule { rule.shared(among: instances.count) }

    /// Whole seconds, one at least.
    static func seconds(_ time: Double) -> Int { Int(min(max(time.rounded(.up), 1), 86_400)) }
}

extension RateReport {
    /// What is told of a bucket of requests.
    fileprivate init(_ policy: Policy, _ rule: BucketRule, available: Double) {
        self.init(
            policy: policy, quota: Int(rule.capacity),
            window: Throttles.seconds(rule.capacity / rule.perSecond), remaining: Int(max(available, 0)),
            reset: available >= rule.capacity
                ? 0 : Throttles.seconds((rule.capacity - available) / rule.perSecond))
    }
}

extension BucketKey {
    /// Who calls, wherever from; nil for nobody known.
    init?(_ kind: Kind, _ caller: TenantCaller) {
        if let key = caller.apiKey {
            self.init(kind: kind, high: key.high, low: key.low, realm: 1)
        } else if let user = caller.user {
            self.init(kind: kind, high: user.high, low: user.low, realm: 2)
        } else if let organization = caller.organization {
            // A token without a login: whoever holds the signing key made it.
            self.init(kind: kind, high: organization.high, low: organization.low, realm: 3)
        } else {
            return nil
        }
    }

    /// The organization within which somebody calls; nil without one.
    init?(tenant kind: Kind, _ caller: TenantCaller) {
        guard let organization = caller.organization else { return nil }
        self.init(kind: kind, high: organization.high, low: organization.low)
    }

    /// The subscriber behind an address; all whose connections tell none are one.
    init(_ kind: Kind, _ client: ClientAddress?) {
        let block = client?.block ?? (high: 0, low: 0)
        self.init(kind: kind, high: block.high, low: block.low, realm: client == nil ? 5 : 4)
    }
}
