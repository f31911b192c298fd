internal import Dispatch
internal import Synchronization

/// A connection to a Redis server that is made when it is used, and anew after it broke.
///
/// Nothing here throws: whoever asks goes on without Redis. Calls run one after the other on a thread of
/// their own, since the client library blocks.
public final class RedisClient: Sendable {
    private let address: RedisAddress
    private let milliseconds: Int
    private let queue = DispatchQueue(label: "comanda.redis")
    /// Used on the queue alone; the lock is never waited for.
    private let connection = Mutex<RedisConnection?>(nil)

    /// A client that does nothing before it is used.
    ///
    /// - Parameter milliseconds: how long each step may take: to connect, to send, to be answered.
    public init(_ address: RedisAddress, milliseconds: Int) {
        self.address = address
        self.milliseconds = milliseconds
    }

    /// Sends an empty message to all who listen to a channel; whether the server has taken it.
    public func publish(to channel: String) async -> Bool {
        await run { $0.does(["PUBLISH", channel, ""]) }
    }

    /// Begins to listen to a channel; whether the server has taken the wish.
    public func subscribe(to channel: String) async -> Bool {
        await run { $0.send(["SUBSCRIBE", channel]) }
    }

    /// Waits for a message; nil where the connection is over.
    public func hears(withinMilliseconds wait: Int) async -> Bool? {
        let heard = Mutex(RedisConnection.Heard.lost)
        let isThere = await run { connection in
            let now = connection.hear(milliseconds: wait)
            heard.withLock { $0 = now }
            return now != .lost
        }
        return isThere ? heard.withLock { $0 } == .something : nil
    }

    /// Asks a server that says nothing whether it is there; its answer is heard.
    public func ping() async -> Bool {
        await run { $0.send(["PING"]) }
    }

    /// Closes the connection, if there is one.
    public func close() async {
        _ = await run { _ in false }
    }

    /// Uses the connection; one that fails is closed.
    private func run(_ body: @escaping @Sendable (RedisConnection) -> Bool) async -> Bool {
        await withCheckedContinuation { continuation in
            queue.async { [self] in
                let isDone = connection.withLock { connection in
                    if connection == nil {
                        connection = RedisConnection(address, milliseconds: milliseconds)
                    }
                    guard let open = connection, body(open) else {
                        connection = nil
                        return false
                    }
                    return true
                }
                continuation.resume(returning: isDone)
            }
        }
    }
}
