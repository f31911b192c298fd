import GraphQLExecution
import Synchronization

/// The way of live connections to whoever answers them, and the count of those that are open.
public final class LiveEntrance: Sendable {
    /// An admitted connection: whoever answers, without the type of its callers.
    struct Session: Sendable {
        let way: TransportCounters.Way
        let counters: TransportCounters
        let start: @Sendable (GraphQLRequest, _ requestID: String) async -> LiveOperation
        let disconnect: @Sendable (LiveEnding) -> Void
    }

    /// What became of a hello.
    enum Admission: Sendable {
        case admitted(Session, expiresIn: Duration?)
        case refused(LiveClose)
    }

    private struct Places {
        var count = 0
        var byAddress: [ClientAddress: Int] = [:]
    }

    /// Where the transport counts.
    public let counters: TransportCounters
    let limits: LiveLimits
    let connect: @Sendable (LiveHello, _ end: @escaping @Sendable (LiveClose) -> Void) async -> Admission
    private let places = Mutex(Places())

    /// An entrance to `responder`; `counters` counts its operations.
    public init<Responder: LiveResponder>(
        _ responder: Responder, limits: LiveLimits = LiveLimits(),
        counters: TransportCounters = TransportCounters()
    ) {
        self.limits = limits
        self.counters = counters
        connect = { hello, end in
            switch await responder.connect(hello, end: end) {
            case .refused(let close): return .refused(close)
            case .admitted(let caller, let expiresIn):
                let session = Session(
                    way: TransportCounters.Way(hello.way), counters: counters,
                    start: { await responder.start($0, for: caller, requestID: $1) },
                    disconnect: { responder.disconnect(caller, $0) })
                return .admitted(session, expiresIn: expiresIn)
            }
        }
    }

    /// How many connections are open.
    public var connectionCount: Int { places.withLock { $0.count } }

    /// Takes a place for a connection; nil if it has one, else why there is none. Who has a place gives it
    /// back with `leave`.
    func enter(_ client: ClientAddress?) -> Outcome? {
        places.withLock { places in
            guard places.count < limits.connections else { return .overloaded }
            if let client {
                guard places.byAddress[client, default: 0] < limits.connectionsPerAddress else {
                    return .tooManyRequests
                }
                places.byAddress[client, default: 0] += 1
            }
            places.count += 1
            return nil
        }
    }

    /// Gives a place back.
    func leave(_ client: ClientAddress?) {
        places.withLock { places in
            places.count -= 1
            guard let client, let count = places.byAddress[client] else { return }
            places.byAddress[client] = count > 1 ? count - 1 : nil
        }
    }
}
