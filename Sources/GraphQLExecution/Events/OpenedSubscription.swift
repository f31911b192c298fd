import GraphQLSchema

/// A subscription that has been prepared, checked and paid for, ready to show events.
///
/// It holds no state of its own: whoever runs it decides which events it sees, and may let it stand for all
/// subscriptions of an equal `group`.
public struct OpenedSubscription<Sessions: SessionSource>: Sendable {
    /// Name of the root field, under which the events' source is known.
    public let field: String
    /// The root field's coerced arguments.
    public let arguments: Arguments
    /// Whose subscriptions show the same bytes.
    public let group: SubscriptionGroup
    let execution: Execution
    let event: PlanEvent
    let sessions: Sessions

    /// What became of one event.
    public enum Shown: Sendable {
        /// The result of the operation.
        case response(GraphQLResponse)
        /// What it is about does not exist for the caller.
        case hidden
    }

    /// What became of several events.
    public enum Batch: Sendable {
        /// One entry an event, in order.
        case shown([Shown])
        /// What the subscription hangs on is not there for the caller any more.
        case gone
    }

    /// Executes the operation for events, all of them in the same rounds and over the same snapshot.
    ///
    /// ExecuteSubscriptionEvent for several events at once: each gets a response of its own.
    ///
    /// - Parameters:
    ///   - events: one row each: the columns of the root field's type.
    ///   - caller: who subscribed, or an equal one of the same group.
    /// - Throws: what keeps the data from being read; the events can be tried again.
    /// - Complexity: as many round trips as for one event.
    /// - SeeAlso: GraphQL Sep 2025 §6.2.3.2
    public func execute(
        _ events: RowSet, for caller: Sessions.Caller, values: RequestValues
    ) async throws(LoadError) -> Batch {
        var execution = execution
        execution.values = values
        let running = execution
        let (slot, needsNothing) = (event.slot, execution.compiled.rounds.isEmpty)
        let blocks: [Block?]
        if needsNothing {
            var own = [Block?](repeating: nil, count: execution.compiled.plan.loads.count)
            own[slot] = .ofOneParent(events)
            blocks = own
        } else {
            blocks = try await sessions.read(for: caller) { session throws(LoadError) in
                var runner = RoundRunner(running, session: session)
                runner.blocks[slot] = .ofOneParent(events)
                try await runner.run()
                return runner.blocks
            }
        }
        guard isThere(blocks) else { return .gone }
        return .shown((0..<events.rowCount).map { show($0, of: events, running, blocks) })
    }

    /// Whether what the subscription hangs on is there for the caller: without it nobody subscribes.
    ///
    /// - Throws: what keeps the data from being read.
    func isThere(for caller: Sessions.Caller) async throws(LoadError) -> Bool {
        guard event.required >= 0 else { return true }
        let none = RowSet(values: [])
        if case .gone = try await execute(none, for: caller, values: execution.values) { return false }
        return true
    }

    private func isThere(_ blocks: [Block?]) -> Bool {
        guard event.required >= 0 else { return true }
        return blocks[event.required].map { !$0.view.range(ofParent: 0).isEmpty } ?? false
    }

    private func show(
        _ row: Int, of events: RowSet, _ execution: Execution, _ blocks: [Block?]
    ) -> Shown {
        let isVisible =
            event.subjects.isEmpty
            || event.subjects.contains { load in
                blocks[load].map { !$0.view.range(ofParent: row).isEmpty } ?? false
            }
        guard isVisible else { return .hidden }
        var blocks = blocks
        blocks[event.slot] = .one(row, of: events)
        return .response(execution.written(blocks))
    }
}

extension Execution {
    /// The response of an event, which costs nothing any more.
    fileprivate func written(_ blocks: [Block?]) -> GraphQLResponse {
        withWriter(blocks) { writer, row in
            guard let kind = appendResult(to: &writer, row) else { return tooLarge }
            writer.output.append(0x7D)
            return GraphQLResponse(body: writer.output, kind: kind)
        }
    }
}

/// What makes subscriptions equal: the same selections, arguments and scope show the same bytes for the same
/// event.
public struct SubscriptionGroup: Hashable, Sendable {
    let plan: PlanIdentity
    /// All arguments of the plan, in order; one that only says from where to go on is left out.
    let arguments: [[InputValue.Field]]
    /// Arguments that could not be coerced, by their index in the plan.
    let failures: [Int: String]
    /// Which rows the caller reaches, as the sessions tell, and what the request brings besides.
    let scope: String

    /// A plan by its identity, which it keeps alive: another one can't get its address.
    struct PlanIdentity: Hashable, Sendable {
        let plan: CompiledPlan

        static func == (left: PlanIdentity, right: PlanIdentity) -> Bool { left.plan === right.plan }

        func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(plan)) }
    }
}
