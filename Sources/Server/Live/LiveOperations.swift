import DataLoader
import Glibc
import GraphQLExecution
import Restaurant
import Transport

/// Begins the operations of live connections: the engine answers queries and mutations, the relay serves
/// subscriptions.
struct LiveOperations: Sendable {
    let service: GraphQLService<TenantSessions>
    let relay: EventRelay<LivePayload>

    /// Begins a request of a principal who has been let in.
    ///
    /// A subscription pays and takes a place among what is under way only while it begins.
    ///
    /// - Parameter resumesAfter: the number behind which a subscription goes on, whatever its `after` says.
    func begin(
        _ request: GraphQLRequest, for principal: Principals.Principal, queriesOnly: Bool = false,
        resumesAfter: Int64? = nil, requestID: String
    ) async -> LiveOperation {
        defer { principal.release?() }
        let started = await service.start(
            request, for: principal.caller, access: principal.access,
            values: RequestValues(nowSeconds: Int64(time(nil))), account: principal.account,
            queriesOnly: queriesOnly, requestID: requestID)
        switch started {
        case .refused(let response): return .answer(GraphQLReply(response))
        case .single(let operation) where operation.deliversLater:
            return .parts(
                LiveParts { deliver in
                    await operation.run(deliver: deliver)
                    return nil
                })
        case .single(let operation): return .answer(GraphQLReply(await operation.run()))
        case .opened(let opened): return await follow(opened, principal.caller, resumesAfter, requestID)
        }
    }

    private func follow(
        _ opened: OpenedSubscription<TenantSessions>, _ caller: TenantCaller, _ resumesAfter: Int64?,
        _ requestID: String
    ) async -> LiveOperation {
        do throws(LoadError) {
            let subscription = try await relay.subscribe(opened, for: caller, resumesAfter: resumesAfter)
            return .stream(
                LiveStream(
                    next: { await subscription.next().item(requestID) },
                    cancel: { subscription.cancel() }))
        } catch {
            return .answer(GraphQLReply(Self.refusal(error, requestID)))
        }
    }

    private static func refusal(_ error: LoadError, _ requestID: String) -> GraphQLResponse {
        let kinds: [String: GraphQLResponse.Kind] = [
            "UNAVAILABLE": .unavailable, "OVERLOADED": .unavailable,
            "DEADLINE_EXCEEDED": .deadlineExceeded, "INTERNAL": .internalError,
        ]
        return .refusal(
            message: error.message, code: error.code, kind: kinds[error.code] ?? .requestError,
            requestID: requestID)
    }
}

extension LiveDelivery<LivePayload> {
    /// The same as the transport takes it.
    fileprivate func item(_ requestID: String) -> LiveItem {
        switch self {
        case .result(let payload, let cursor): return .next(payload, cursor: cursor)
        case .ended(let end): return end.item(requestID)
        }
    }
}

extension LiveEnd {
    fileprivate func item(_ requestID: String) -> LiveItem {
        func failed(_ message: String, _ code: String, _ kind: GraphQLResponse.Kind) -> LiveItem {
            .failed(.refusal(message: message, code: code, kind: kind, requestID: requestID))
        }
        switch self {
        case .canceled: return .complete
        case .slow(let cursor): return .close(.slow(cursor: cursor))
        case .closing: return .close(.goingAway)
        case .resyncRequired:
            return failed(
                "Events are missing: read everything anew, then subscribe without `after`.",
                "RESYNC_REQUIRED", .requestError)
        case .gone:
            return failed(
                "What the subscription was about is not there any more.", "NOT_FOUND", .requestError)
        case .failed(let message, let code): return failed(message, code, .internalError)
        }
    }
}
