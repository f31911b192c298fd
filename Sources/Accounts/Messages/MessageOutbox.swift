public import Logging
internal import Synchronization

/// Messages on their way: the request that caused one goes on at once, so that its time tells nobody whether
/// there was one.
///
/// Bounded, and in memory: a token that was lost with the process is asked for again.
public struct MessageOutbox: Sendable {
    private let stream: AsyncStream<AccountMessage>
    private let continuation: AsyncStream<AccountMessage>.Continuation
    private let sender: any MessageSender
    private let logger: Logger

    /// An outbox before a sender.
    ///
    /// - Parameter limit: how many messages may wait; the oldest go first and are dropped first.
    public init(sender: any MessageSender, logger: Logger, limit: Int = 1_000) {
        self.sender = sender
        self.logger = logger
        (stream, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(limit))
    }

    /// Hands over a message without waiting.
    public func post(_ message: AccountMessage) {
        if case .dropped(let lost) = continuation.yield(message) {
            logger.error("too many messages wait: dropped one", metadata: ["kind": "\(lost.kind.rawValue)"])
        }
    }

    /// Sends what is posted until `close`, or until cancelled. Runs once.
    public func run() async {
        for await message in stream { await sender.send(message) }
    }

    /// Ends `run` once everything that waits has been sent.
    public func close() {
        continuation.finish()
    }
}
