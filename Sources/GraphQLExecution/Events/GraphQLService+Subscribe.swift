import GraphQLLanguage
import GraphQLSchema

/// What a request on a connection that stays open turned out to be.
public enum StartedOperation<Sessions: SessionSource>: Sendable {
    /// It is refused.
    case refused(GraphQLResponse)
    /// A query or a mutation, which has not run yet.
    case single(SingleOperation<Sessions>)
    /// A subscription, which hears nothing until it is handed events.
    case opened(OpenedSubscription<Sessions>)
}

extension GraphQLService {
    /// Begins a request of a connection that stays open: subscriptions are opened, everything else is ready
    /// to run. Never throws, every failure is a response.
    ///
    /// CreateSourceEventStream up to its stream, which is the server's.
    ///
    /// - Parameters:
    ///   - access: what the caller may see and do.
    ///   - account: who pays for it: a subscription pays once, when it begins.
    ///   - queriesOnly: refuse mutations, as GET must.
    ///   - resuming: the argument that only says from where to go on: subscriptions that differ in nothing
    ///     else are one group.
    ///   - requestID: named in each error.
    /// - SeeAlso: GraphQL Sep 2025 §6.2.3.1
    public func start(
        _ request: GraphQLRequest, for caller: Sessions.Caller, access: AccessPolicy, values: RequestValues,
        account: CostAccount = CostAccount(), queriesOnly: Bool = false, resuming: String = "after",
        requestID: String
    ) async -> StartedOperation<Sessions> {
        do {
            let execution = try await begin(
                request, for: caller, access, values, account, queriesOnly, requestID, incrementally: true,
                opensStreams: true)
            guard execution.compiled.plan.kind == .subscription else {
                return .single(SingleOperation(service: self, execution: execution, caller: caller))
            }
            guard let opened = try opened(execution, caller, resuming) else {
                return .refused(
                    Self.refusal(
                        "This subscription has no events.", "SUBSCRIPTION_NOT_SUPPORTED", .requestError,
                        requestID))
            }
            // Callers of a group see the same.
            let isThere = try await looks.find(opened.group) { () throws(LoadError) in
                try await opened.isThere(for: caller)
            }
            guard isThere else {
                let message = "Subscription.\(opened.field) found nothing with this ID that you may see."
                return .refused(Self.refusal(message, "NOT_FOUND", .requestError, requestID))
            }
            return .opened(opened)
        } catch let error as LoadError {
            return .refused(Self.failure(error, requestID))
        } catch let error as RefusedOperation {
            return .refused(error.response)
        } catch {
            return .refused(Self.failure(LoadError(message: "Our fault.", code: "INTERNAL"), requestID))
        }
    }

    /// A subscription of an execution; nil where its root field is left out by `@skip` or has no events.
    ///
    /// - Throws: the response of a request whose arguments can't be used.
    private func opened(
        _ execution: Execution, _ caller: Sessions.Caller, _ resuming: String
    ) throws(RefusedOperation) -> OpenedSubscription<Sessions>? {
        guard let event = execution.compiled.plan.event else { return nil }
        if let failure = execution.argumentFailures[event.arguments] {
            throw RefusedOperation(
                response: Self.refusal(failure.message, failure.code, .requestError, execution.requestID))
        }
        let arguments =
            event.arguments >= 0 ? execution.arguments[event.arguments] : Arguments(values: [])
        var compared = execution.arguments
        if event.arguments >= 0 {
            compared[event.arguments] = Arguments(values: arguments.values.filter { $0.name != resuming })
        }
        let statements = execution.compiled.plan.loads.filter { $0.loader != nil }.map(\.statement)
        let scope = sessions.scope(of: caller, reading: statements)
        let defaults = execution.values.defaults.sorted { $0.key < $1.key }
        let group = SubscriptionGroup(
            plan: .init(plan: execution.compiled), arguments: compared.map(\.values),
            failures: execution.argumentFailures.mapValues(\.message), scope: "\(scope) \(defaults)")
        return OpenedSubscription(
            field: event.name, arguments: arguments, group: group, execution: execution, event: event,
            sessions: sessions)
    }

    /// Nothing but fields of `Subscription` shows events.
    static func checkEvents(_ schema: Schema, _ resolvers: ResolverTable) throws(SchemaGaps) {
        var gaps: [String] = []
        for type in schema.types where type.kind == .object && type.id != schema.subscriptionType {
            for field in type.fields.map({ schema.fields[$0] }) {
                guard case .event? = resolvers.source(of: field.id)?.source else { continue }
                gaps.append("\(field.coordinate): only subscriptions show events")
            }
        }
        guard gaps.isEmpty else { throw SchemaGaps(gaps: gaps) }
    }
}

/// A query or a mutation that is ready to run, once.
public struct SingleOperation<Sessions: SessionSource>: Sendable {
    let service: GraphQLService<Sessions>
    let execution: Execution
    let caller: Sessions.Caller

    /// Whether some of it comes later than the initial payload.
    public var deliversLater: Bool { execution.compiled.deliversLater }

    /// Runs it, as `execute` does.
    public func run() async -> GraphQLResponse { await service.run(execution, for: caller) }

    /// Runs it, as `executeIncrementally` does.
    public func run(deliver: @Sendable (GraphQLPayload) -> Bool) async {
        await service.run(execution, for: caller, deliver: deliver)
    }
}
