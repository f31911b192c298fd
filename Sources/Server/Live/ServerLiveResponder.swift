import DataLoader
import GraphQLExecution
import Transport

/// Answers live connections: queries and mutations as they are answered over HTTP, subscriptions by the
/// relay.
struct ServerLiveResponder: LiveResponder {
    let callers: LiveCallers
    let operations: LiveOperations
    /// Finds out who calls, and lets the caller in, as for a request over HTTP.
    let admit: @Sendable (GraphQLCall) async throws(CallRefusal) -> Principals.Principal

    func connect(
        _ hello: LiveHello, end: @escaping @Sendable (LiveClose) -> Void
    ) async -> LiveAdmission<LiveCaller> {
        await callers.connect(hello, end: end)
    }

    func start(
        _ request: GraphQLRequest, for caller: LiveCaller, requestID: String
    ) async -> LiveOperation {
        do throws(CallRefusal) {
            let principal = try await admit(GraphQLCall(request, of: caller.hello, requestID: requestID))
            // From here on whoever is not what it was is let go.
            callers.note(principal, of: caller)
            return await operations.begin(
                request, for: principal, queriesOnly: caller.hello.queriesOnly,
                resumesAfter: caller.hello.resumesAfter, requestID: requestID)
        } catch {
            // A signature alone had let it in. A stream's only operation says what is wrong.
            let isSocket = caller.hello.way == .webSocket && caller.hello.bearerToken != nil
            if isSocket, LiveCallers.provesNothing(error) { callers.refuse(caller) }
            return .answer(error.reply)
        }
    }

    func disconnect(_ caller: LiveCaller, _ ending: LiveEnding) {
        callers.disconnect(caller, ending)
    }
}
