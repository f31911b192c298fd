/// What a listener reports.
public enum ListenerEvent: Sendable, Hashable {
    /// Listening for the first time.
    case listening
    /// A notification; many equal ones may arrive as one.
    case notification(channel: String, payload: String)
    /// Listening again after notifications were lost (with the connection, or because the consumer was too
    /// slow for them): catch up now.
    case reconnected
}

/// LISTEN on a connection of its own, as an asynchronous sequence that reconnects by itself.
///
/// Correctness must not depend on a notification: a consumer polls as well. The connection never is in a
/// transaction, so it can not hold up the server's queue. The sequence ends when the task that iterates it is
/// canceled.
public struct PostgresListener: AsyncSequence, Sendable {
    public typealias Element = ListenerEvent
    public typealias Failure = Never

    private let configuration: PostgresConfiguration
    private let channels: [String]
    private let reactors: ReactorGroup

    /// Names the channels; nothing happens before iteration.
    public init(_ configuration: PostgresConfiguration, channels: [String], reactors: ReactorGroup) {
        self.configuration = configuration
        self.channels = channels
        self.reactors = reactors
    }

    public func makeAsyncIterator() -> Iterator {
        Iterator(configuration, channels, reactors)
    }

    /// The state of one iteration, which owns the connection.
    public struct Iterator: AsyncIteratorProtocol {
        private let configuration: PostgresConfiguration
        private let script: String
        private let reactors: ReactorGroup
        private var backoff: Backoff
        private var connection: ConnectionHold?
        private var hasListened = false

        init(_ configuration: PostgresConfiguration, _ channels: [String], _ reactors: ReactorGroup) {
            self.configuration = configuration
            self.reactors = reactors
            script = channels.map { "LISTEN \(quotedIdentifier($0))" }.joined(separator: "; ")
            backoff = Backoff(
                delayMin: configuration.reconnectDelayMin.nanoseconds,
                delayMax: configuration.reconnectDelayMax.nanoseconds, seed: .random(in: 0 ... .max))
        }

        /// The next event; nil once the task is canceled.
        public mutating func next() async -> ListenerEvent? {
            while !Task.isCancelled {
                guard let connection else {
                    guard await connect() else { continue }
                    defer { hasListened = true }
                    return hasListened ? .reconnected : .listening
                }
                if let event = await connection.connection.nextNotification() { return event }
                self.connection = nil
                backoff.disturbed(MonotonicClock.now)
            }
            connection = nil
            return nil
        }

        /// One attempt at its time; false when it failed.
        private mutating func connect() async -> Bool {
            let now = MonotonicClock.now
            if backoff.nextAttempt > now {
                try? await Task.sleep(for: .nanoseconds(Int64(clamping: backoff.nextAttempt - now)))
            }
            guard !Task.isCancelled else { return false }
            backoff.attempted(MonotonicClock.now)
            guard let opened = try? await PostgresConnection.connect(configuration, reactors: reactors) else {
                backoff.failed(MonotonicClock.now)
                return false
            }
            let hold = ConnectionHold(opened)
            guard (try? await opened.execute(script: script)) != nil else {
                backoff.failed(MonotonicClock.now)
                return false
            }
            backoff.succeeded(MonotonicClock.now)
            connection = hold
            return true
        }
    }
}

/// Closes the connection when the iteration is dropped, wherever that happens.
private final class ConnectionHold: Sendable {
    let connection: PostgresConnection

    init(_ connection: PostgresConnection) {
        self.connection = connection
    }

    deinit {
        connection.closeSoon()
    }
}
