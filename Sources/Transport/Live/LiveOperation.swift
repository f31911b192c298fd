public import GraphQLExecution
import NIOCore

/// What an operation of a live connection turned out to be.
public enum LiveOperation: Sendable {
    /// A query or a mutation with its answer; a reply without `data` becomes an `error` message.
    case answer(GraphQLReply)
    /// A query with `@defer` or `@stream`.
    case parts(LiveParts)
    /// A subscription.
    case stream(LiveStream)
}

/// An answer in payloads, made while the client takes them.
public struct LiveParts: Sendable {
    /// Runs the operation; `deliver` takes one payload after the other and says false when nobody wants more.
    /// Returns a reply in place of payloads, nil if there were payloads.
    public let run: @Sendable (_ deliver: @Sendable (GraphQLPayload) -> Bool) async -> GraphQLReply?

    /// An answer in payloads.
    public init(
        run: @escaping @Sendable (_ deliver: @Sendable (GraphQLPayload) -> Bool) async -> GraphQLReply?
    ) {
        self.run = run
    }
}

/// A subscription as its socket sees it: a source that is asked for the next item once the socket has taken
/// the last one. What waits meanwhile waits behind `next`, and its bound is kept there.
public struct LiveStream: Sendable {
    /// Waits for the next item; one call at a time, and none after an item that ends the stream.
    public let next: @Sendable () async -> LiveItem
    /// Nothing more is asked for. Called exactly once, however the stream ends, perhaps while `next` waits:
    /// that call then returns soon, and what it returns is thrown away.
    public let cancel: @Sendable () -> Void

    /// A stream.
    public init(next: @escaping @Sendable () async -> LiveItem, cancel: @escaping @Sendable () -> Void) {
        self.next = next
        self.cancel = cancel
    }
}

/// What a subscription brings.
public enum LiveItem: Sendable {
    /// A result of the operation; `cursor` is its place in the branch's log, from which an event stream
    /// resumes (`id:`).
    case next(LivePayload, cursor: Int64?)
    /// The server ends the operation.
    case complete
    /// The operation ends with these errors, such as `RESYNC_REQUIRED`: a response without `data`.
    case failed(GraphQLResponse)
    /// The whole connection ends.
    case close(LiveClose)
}

/// The bytes of an execution result, which any number of sockets send without a copy of their own.
public struct LivePayload: Sendable {
    let bytes: ByteBuffer

    init(bytes: ByteBuffer) {
        self.bytes = bytes
    }

    /// Copies the bytes of a response, once.
    public init(_ response: GraphQLResponse) {
        bytes = ByteBuffer(response.body)
    }

    /// The number of bytes.
    public var count: Int { bytes.readableBytes }
}
