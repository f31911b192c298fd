extension GraphQLService {
    /// Runs a request and hands its response over in payloads, as `@defer` and `@stream` ask for it.
    ///
    /// The initial payload comes as soon as the rounds of loads that it needs are over; what is deferred is
    /// loaded behind it, in the same snapshot. A response that defers nothing is one payload, as `execute`
    /// gives it. Directives on mutations are not followed: a payload is read in the transaction that it
    /// shows.
    ///
    /// - Parameters:
    ///   - access: what the caller may see and do.
    ///   - account: who pays for it.
    ///   - queriesOnly: refuse mutations, as GET must.
    ///   - requestID: named in each error.
    ///   - deliver: takes one payload after the other, and can't wait: the transaction is open, and a slow
    ///     reader must not hold a connection of the database. All payloads together are within
    ///     `responseByteCountMax`, so they may queue up. It returns false when no more is wanted; cancelling
    ///     the task ends the run too.
    /// - SeeAlso: the proposal of incremental delivery for the edition after GraphQL Sep 2025
    public func executeIncrementally(
        _ request: GraphQLRequest, for caller: Sessions.Caller, access: AccessPolicy, values: RequestValues,
        account: CostAccount = CostAccount(), queriesOnly: Bool = false, requestID: String,
        deliver: @Sendable (GraphQLPayload) -> Bool
    ) async {
        let execution: Execution
        do {
            execution = try await begin(
                request, for: caller, access, values, account, queriesOnly, requestID, incrementally: true)
        } catch {
            _ = deliver(GraphQLPayload(error.response, hasNext: false))
            return
        }
        await run(execution, for: caller, deliver: deliver)
    }

    /// Runs an operation that has begun, and hands its response over in payloads.
    func run(
        _ execution: Execution, for caller: Sessions.Caller, deliver: @Sendable (GraphQLPayload) -> Bool
    ) async {
        guard execution.compiled.deliversLater else {
            _ = deliver(GraphQLPayload(await run(execution, for: caller), hasNext: false))
            return
        }
        do {
            if execution.compiled.plan.loads.isEmpty {
                var run = IncrementalRun<Sessions.Session>(execution, session: nil)
                try await run.run(deliver)
            } else {
                try await sessions.readOnce(for: caller) { session throws(LoadError) in
                    var run = IncrementalRun(execution, session: session)
                    try await run.run(deliver)
                }
            }
        } catch {
            if error.isUnavailable { execution.settleUnavailable() }
            _ = deliver(GraphQLPayload(Self.failure(error, execution.requestID), hasNext: false))
        }
    }
}

extension CompiledPlan {
    /// Whether something comes later than the initial result.
    var deliversLater: Bool { parts.count > 1 }
}
