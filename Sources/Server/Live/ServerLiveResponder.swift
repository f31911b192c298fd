import DataLoader
import GraphQLExecution
import Transport

/// Answers live connections: queries and mutations as they are answered over HTTP, by the same way.
struct ServerLiveResponder: LiveResponder {
    let callers: LiveCallers
    let engine: EngineResponder<TenantSessions>

    func connect(
        _ hello: LiveHello, end: @escaping @Sendable (LiveClose) -> Void
    ) async -> LiveAdmission<LiveCaller> {
        await callers.connect(hello, end: end)
    }

    func start(
        _ request: GraphQLRequest, for caller: LiveCaller, requestID: String
    ) async -> LiveOperation {
        let call = GraphQLCall(request, of: caller.hello, requestID: requestID)
        return .answer(await engine.respond(to: call))
    }

    func disconnect(_ caller: LiveCaller) {
        callers.disconnect(caller)
    }
}
