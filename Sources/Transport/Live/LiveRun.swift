import GraphQLExecution
import NIOCore
import Synchronization

/// What an operation has for its client, whatever the protocol calls it.
enum LiveOutput: Sendable {
    case next(LivePayload, cursor: Int64?)
    /// The operation is over, with a JSON array of errors.
    case failed(ByteBuffer)
    case complete
    /// The whole connection is over.
    case close(LiveClose)
}

/// Runs one operation of a live connection to its end, or until its task is cancelled.
struct LiveRun: Sendable {
    /// Takes an output for the connection to send. The promise, if there is one, is kept once the peer's
    /// system has the bytes, and broken if they are not sent.
    typealias Emit = @Sendable (LiveOutput, EventLoopPromise<Void>?) -> Void

    let session: LiveEntrance.Session
    let requestID: String
    let loop: any EventLoop
    let emit: Emit

    /// Runs `request`; what ends it is emitted last.
    func run(_ request: GraphQLRequest) async {
        switch await begin(request) {
        case .answer(let reply):
            count(reply.outcome)
            answer(reply)
        case .parts(let parts):
            let reply = await parts.run { payload in
                guard !Task.isCancelled else { return false }
                emit(.next(LivePayload(payload.response), cursor: nil), nil)
                return true
            }
            count(reply?.outcome ?? .data)
            if let reply { answer(reply) } else { emit(.complete, nil) }
        case .stream(let stream):
            count(.data)
            await follow(stream)
        }
    }

    /// Starts it in a child task: what that needs of a task's stack, 20 kB, ends with it, where the task that
    /// follows a subscription lives as long as its socket.
    private func begin(_ request: GraphQLRequest) async -> LiveOperation {
        async let operation = session.start(request, requestID)
        return await operation
    }

    /// A subscription counts when it begins.
    private func count(_ outcome: Outcome) {
        session.counters.count(outcome, over: session.way)
    }

    private func answer(_ reply: GraphQLReply) {
        switch reply.body {
        case .document(let body) where reply.outcome == .data || reply.outcome == .dataWithErrors:
            emit(.next(LivePayload(bytes: ByteBuffer(body)), cursor: nil), nil)
            emit(.complete, nil)
        case .document(let body):
            emit(.failed(LiveErrors.array(of: ByteBuffer(body), requestID: requestID)), nil)
        case .error(let message, let code):
            let outcome = reply.outcome
            let text = ErrorDocument.list(
                message: message ?? outcome.message, code: code ?? outcome.code, requestID: requestID)
            emit(.failed(ByteBuffer(string: text)), nil)
        }
    }

    /// Hands item after item on, each when the socket has taken the last one.
    private func follow(_ stream: LiveStream) async {
        let ending = OnceOnly(stream.cancel)
        await withTaskCancellationHandler {
            while !Task.isCancelled {
                let item = await stream.next()
                guard !Task.isCancelled, await handOn(item) else { break }
            }
        } onCancel: {
            ending.run()
        }
        ending.run()
    }

    /// False if that was the last item.
    private func handOn(_ item: LiveItem) async -> Bool {
        switch item {
        case .next(let payload, let cursor):
            let taken = loop.makePromise(of: Void.self)
            emit(.next(payload, cursor: cursor), taken)
            do {
                try await taken.futureResult.get()
                return true
            } catch {
                return false
            }
        case .complete: emit(.complete, nil)
        case .failed(let response):
            emit(.failed(LiveErrors.array(of: ByteBuffer(response.body), requestID: requestID)), nil)
        case .close(let close): emit(.close(close), nil)
        }
        return false
    }
}

/// Runs a function once, whoever comes first.
private final class OnceOnly: Sendable {
    private let isDone = Atomic(false)
    private let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) {
        self.body = body
    }

    func run() {
        if !isDone.exchange(true, ordering: .relaxed) { body() }
    }
}
