/// What a listener reports.
public enum ListenerEvent: Sendable, Hashable {
    /// Listening for the first time.
    case listening
    /// A notification; many equal ones may arrive as one.
    case notification(channel: String, payload: String)
    /// Listening again after the connection was lost: notifications in between are gone, catch up now.
    case reconnected
}

/// LISTEN on a connection of its own, as an asynchronous sequence that reconnects by itself.
///
/// Correctness must not depend on a notification: a consumer polls as well. The sequence ends when the task that
/// iterates it is canceled.
public struct PostgresListener: AsyncSequence, Sendable {
    public typealias Element = ListenerEvent
    public typealias Failure = Never

    /// Names the channels; nothing happens before iteration.
    public init(_ configuration: PostgresConfiguration, channels: [String], reactors: ReactorGroup) {}

    public func makeAsyncIterator() -> Iterator {
        Iterator()
    }

    /// The state of one iteration, which owns the connection.
    public struct Iterator: AsyncIteratorProtocol {
        public mutating func next() async -> ListenerEvent? {
            nil
        }
    }
}
