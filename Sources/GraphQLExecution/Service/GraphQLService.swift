import GraphQLLanguage
public import GraphQLSchema
import GraphQLValidation

/// The engine behind one door: prepares documents once, runs operations, and answers with bytes.
///
/// Every transport comes through `execute`, so no limit can be gone around.
///
/// - SeeAlso: GraphQL Sep 2025 §6.1
public final class GraphQLService<Sessions: SessionSource>: Sendable {
    let schema: Schema
    let resolvers: ResolverTable
    let mutations: [String: Mutation<Sessions.Session>]
    let detached: [String: DetachedMutation<Sessions.Caller>]
    let sessions: Sessions
    let limits: ExecutionLimits
    let scalars: ScalarCheck
    let cache: PlanCache
    /// How documents are found that a request only names; nil where none are.
    let persisted: PersistedDocuments<Sessions.Caller>?
    /// Documents that requests have sent with their hash.
    let automatic: AutomaticDocuments
    let deferral: DeferralPolicy
    let deprecatedInputs: DeprecatedInputs
    /// Whether what subscriptions hang on is there.
    let looks = SharedLooks<SubscriptionGroup, Bool, LoadError>()

    /// Puts a schema, its sources and its sessions together.
    ///
    /// - Parameters:
    ///   - mutations: functions of root fields of `Mutation`, each run in a transaction.
    ///   - detached: functions that open transactions of their own.
    ///   - deferral: which `@defer` and `@stream` are followed, where the schema has them.
    /// - Throws: `SchemaGaps` with every disagreement of schema and resolvers at once.
    public init(
        schema: Schema, resolvers: [ObjectResolver], mutations: [String: Mutation<Sessions.Session>] = [:],
        detached: [String: DetachedMutation<Sessions.Caller>] = [:],
        sessions: Sessions, limits: ExecutionLimits = ExecutionLimits(), scalars: ScalarCheck = .passThrough,
        persisted: PersistedDocuments<Sessions.Caller>? = nil, deferral: DeferralPolicy = .furtherRounds
    ) throws(SchemaGaps) {
        let coerced = schema.coercingDefaults(by: scalars)
        guard coerced.problems.isEmpty else { throw SchemaGaps(gaps: coerced.problems) }
        self.schema = coerced.schema
        self.resolvers = try ResolverTable(resolvers, schema: schema)
        self.mutations = mutations
        self.detached = detached
        self.sessions = sessions
        self.limits = limits
        self.scalars = scalars
        self.deferral = deferral
        deprecatedInputs = DeprecatedInputs(coerced.schema)
        cache = PlanCache(byteCountMax: limits.planCacheByteCountMax)
        self.persisted = persisted
        automatic = AutomaticDocuments(
            byteCountMax: limits.automaticDocumentByteCountMax, countMax: limits.automaticDocumentCountMax)
        try Self.checkMutations((Array(mutations.keys) + detached.keys).sorted(), schema, self.resolvers)
        try Self.checkEvents(schema, self.resolvers)
    }

    /// What the plan cache did so far and holds now.
    public var planCacheCounters: PlanCacheCounters { cache.counters }

    /// Runs a request and writes its response; never throws, every failure is a response.
    ///
    /// - Parameters:
    ///   - access: what the caller may see and do.
    ///   - account: who pays for it.
    ///   - queriesOnly: refuse mutations, as GET must.
    ///   - requestID: named in each error.
    public func execute(
        _ request: GraphQLRequest, for caller: Sessions.Caller, access: AccessPolicy, values: RequestValues,
        account: CostAccount = CostAccount(), queriesOnly: Bool = false, requestID: String
    ) async -> GraphQLResponse {
        do {
            let execution = try await begin(
                request, for: caller, access, values, account, queriesOnly, requestID, incrementally: false)
            return await run(execution, for: caller)
        } catch {
            return error.response
        }
    }

    /// Everything that comes before running: the document, the plan, the arguments.
    ///
    /// - Throws: the response of a request that is refused.
    func begin(
        _ request: GraphQLRequest, for caller: Sessions.Caller, _ access: AccessPolicy,
        _ values: RequestValues, _ account: CostAccount,
        _ queriesOnly: Bool, _ requestID: String, incrementally: Bool, opensStreams: Bool = false
    ) async throws(RefusedOperation) -> Execution {
        let prepared = try await document(of: request, for: caller, access, requestID)
        let operation = try select(from: prepared, request, requestID, incrementally: incrementally).get()
        let compiled = operation.plan
        let kind = compiled.plan.kind
        if queriesOnly, kind != .query, !(opensStreams && kind == .subscription) {
            let response = Self.refusal(
                "GET and QUERY run queries only: send a \(kind.keyword) by POST.", "METHOD_NOT_ALLOWED",
                .mutationNotAllowed, requestID)
            throw RefusedOperation(response: response)
        }
        if compiled.plan.mutations.count(where: { detached[$0.name] != nil }) > 1 {
            let response = Self.refusal(
                "An operation holds one mutation of this kind at most.", "LIMIT_EXCEEDED", .requestError,
                requestID)
            throw RefusedOperation(response: response)
        }
        if values.idempotencyKey != nil, compiled.plan.mutations.count > 1 {
            let response = Self.refusal(
                "The header Idempotency-Key is of one write: name a key in each field's input.",
                "BAD_REQUEST", .badRequest, requestID)
            throw RefusedOperation(response: response)
        }
        let isOnlyPlanned = account.explanation?.mode == .plan
        if kind == .subscription, !opensStreams, !limits.answersSubscriptionsOnce, !isOnlyPlanned {
            let response = Self.refusal(
                "Subscriptions need a connection that stays open; this one answers once.",
                "SUBSCRIPTION_NOT_SUPPORTED", .requestError, requestID)
            throw RefusedOperation(response: response)
        }
        let refused = compiled.refusedLoads(operation.arguments, operation.argumentFailures)
        let execution = Execution(
            compiled: compiled, prepared: prepared, arguments: operation.arguments,
            refusedLoads: refused, argumentFailures: operation.argumentFailures, values: values,
            operationName: request.operationName, variables: request.variables,
            requestID: requestID, limits: limits,
            requestedCost: compiled.plan.cost.requested(operation.arguments, refused: refused),
            account: account, deprecations: operation.deprecations)
        try charge(execution, access)
        return execution
    }

    /// Runs an operation that is answered at once.
    func run(_ execution: Execution, for caller: Sessions.Caller) async -> GraphQLResponse {
        if execution.account.explanation?.mode == .plan { return execution.writePlan() }
        do {
            switch execution.compiled.plan.kind {
            case .mutation: return try await execution.mutate(sessions, caller, mutations, detached)
            case .query where execution.compiled.rounds.isEmpty: return execution.write([])
            case .query, .subscription: return try await execution.query(sessions, caller)
            }
        } catch {
            if error.isUnavailable || error.refusesRequest { execution.settleUnavailable() }
            return Self.failure(error, execution.requestID)
        }
    }

    /// Every field of `Mutation` needs a function, and every function a field.
    private static func checkMutations(
        _ names: [String], _ schema: Schema, _ resolvers: ResolverTable
    ) throws(SchemaGaps) {
        var gaps: [String] = []
        let declared = schema.mutationType.map { schema[$0].fields.map { schema.fields[$0] } } ?? []
        for field in declared {
            guard case .mutation? = resolvers.source(of: field.id)?.source else { continue }
            if !names.contains(field.name) {
                gaps.append("\(field.coordinate): in schema, no mutation function")
            }
        }
        for name in names where !declared.contains(where: { $0.name == name }) {
            gaps.append("Mutation.\(name): mutation function, not in schema")
        }
        guard gaps.isEmpty else { throw SchemaGaps(gaps: gaps) }
    }
}
