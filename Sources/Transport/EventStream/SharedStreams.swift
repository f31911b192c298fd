import GraphQLExecution
import NIOCore
import Synchronization

/// Streams of events that several operations share, each under the name that was reserved for it.
///
/// - SeeAlso: GraphQL over SSE, single connection mode
final class SharedStreams: Sendable {
    /// What a stream is told, in the order in which it was asked for.
    enum Command: Sendable {
        case start(id: String, GraphQLRequest)
        case cancel(id: String)
        /// The operation is over by itself.
        case finished(id: String)
    }

    /// Why nothing was done.
    enum Refusal: Error, Equatable {
        /// Nobody has reserved the stream, or not for so long.
        case missing
        /// Somebody reads the stream already.
        case isOpen
        /// The stream has an operation of this id.
        case isRunning
        /// Too many operations of the stream, or too many streams that nobody reads.
        case tooMany
    }

    private struct Stream {
        let hello: LiveHello
        let commands: AsyncStream<Command>
        let orders: AsyncStream<Command>.Continuation
        /// When it is forgotten if nobody reads it until then; nil once somebody does.
        var unreadUntil: ContinuousClock.Instant?
        var operations: Set<String> = []
    }

    private struct State {
        var streams: [String: Stream] = [:]
    }

    /// How long a name is kept for a reader who does not come.
    static let patience = Duration.seconds(30)
    /// Most streams that wait for their readers; those who have one are counted with live connections.
    static let unreadMax = 1_000
    /// Most of them of one address.
    static let unreadMaxOfAddress = 20

    private let state = Mutex(State())

    /// Reserves a stream for whoever the hello says; its name, which nobody can guess.
    func reserve(_ hello: LiveHello, now: ContinuousClock.Instant = .now) throws(Refusal) -> String {
        let name = Self.name()
        let isFull = state.withLock { state -> Bool in
            state.streams = state.streams.filter { $0.value.unreadUntil.map { $0 > now } ?? true }
            let unread = state.streams.values.filter { $0.unreadUntil != nil }
            let mine = unread.count { $0.hello.client == hello.client }
            guard unread.count < Self.unreadMax, mine < Self.unreadMaxOfAddress else { return true }
            let (commands, orders) = AsyncStream<Command>.makeStream()
            state.streams[name] = Stream(
                hello: hello, commands: commands, orders: orders, unreadUntil: now + Self.patience)
            return false
        }
        if isFull { throw .tooMany }
        return name
    }

    private static func name() -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<4).map { _ in
            let digits = String(UInt64.random(in: 0 ... .max, using: &generator), radix: 36)
            return String(repeating: "0", count: 13 - digits.count) + digits
        }.joined()
    }

    /// Begins to read a stream; until `close` nobody else can.
    func open(
        _ name: String, now: ContinuousClock.Instant = .now
    ) throws(Refusal) -> (hello: LiveHello, commands: AsyncStream<Command>) {
        try change(name, now) { stream throws(Refusal) in
            guard stream.unreadUntil != nil else { throw .isOpen }
            stream.unreadUntil = nil
            return (stream.hello, stream.commands)
        }
    }

    /// Begins an operation on a stream, at once or when it is read.
    ///
    /// - Parameter limit: most operations of a stream.
    func start(
        _ id: String, _ request: GraphQLRequest, on name: String, limit: Int,
        now: ContinuousClock.Instant = .now
    ) throws(Refusal) {
        try change(name, now) { stream throws(Refusal) in
            guard stream.operations.count < limit else { throw .tooMany }
            guard stream.operations.insert(id).inserted else { throw .isRunning }
            stream.orders.yield(.start(id: id, request))
        }
    }

    /// Ends an operation; one that is over already, too.
    func cancel(_ id: String, on name: String, now: ContinuousClock.Instant = .now) throws(Refusal) {
        try change(name, now) { stream throws(Refusal) in
            guard stream.operations.contains(id) else { return }
            stream.orders.yield(.cancel(id: id))
        }
    }

    /// An operation is over: its id is free.
    func finished(_ id: String, on name: String) {
        state.withLock { state in
            state.streams[name]?.operations.remove(id)
            _ = state.streams[name]?.orders.yield(.finished(id: id))
        }
    }

    /// A stream is over.
    func close(_ name: String) {
        state.withLock { state in state.streams.removeValue(forKey: name) }?.orders.finish()
    }

    private func change<Result: Sendable>(
        _ name: String, _ now: ContinuousClock.Instant, _ body: (inout Stream) throws(Refusal) -> Result
    ) throws(Refusal) -> Result {
        try state.withLock { (state) throws(Refusal) -> Result in
            guard var stream = state.streams[name], stream.unreadUntil.map({ $0 > now }) ?? true else {
                throw .missing
            }
            defer { state.streams[name] = stream }
            return try body(&stream)
        }
    }
}
