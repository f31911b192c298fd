import GraphQLExecution
import NIOCore
import NIOHTTP1
import Synchronization

/// A request whose answer is a stream of events; its place among live connections is taken.
struct EventCall: Sendable {
    let payload: GraphQLCall.Payload
    let hello: LiveHello
    let entrance: LiveEntrance
    /// The stream that several operations share, which this reads; nil for one of its own.
    var shared: SharedStream?
    /// How it ends.
    let ending = EndingNote()
}

/// How a connection ends: what is noted first.
final class EndingNote: Sendable {
    private let state = Mutex<LiveEnding?>(nil)

    var ending: LiveEnding? { state.withLock { $0 } }

    func note(_ ending: LiveEnding) {
        state.withLock { $0 = $0 ?? ending }
    }
}

/// The connection as a stream of events writes to it.
struct EventSink: Sendable {
    let loop: any EventLoop
    /// Sends bytes; the promise is kept once the peer's system has them, and broken if they are not sent.
    let send: @Sendable (ByteBuffer, EventLoopPromise<Void>?) -> Void
}

extension Endpoint {
    /// A request that takes events.
    func beginEvents(_ call: GraphQLCall, _ head: HTTPRequestHead, _ live: LiveEntrance) -> Start {
        guard !readiness.isDraining else {
            return .answered(refusal(.unavailable, requestID: call.requestID))
        }
        let lastEventID = head.headers.first(name: "last-event-id") ?? ""
        let resumesAfter = Int64(lastEventID)
        guard lastEventID.isEmpty || resumesAfter.map({ $0 >= 0 }) == true else {
            return .answered(
                refusal(
                    .badRequest, requestID: call.requestID,
                    message: "Last-Event-ID is no id of an event of this stream.", code: "BAD_USER_INPUT"))
        }
        if let outcome = live.enter(call.client) {
            return .answered(refusal(outcome, requestID: call.requestID))
        }
        let hello = LiveHello(
            way: .eventStream, bearerToken: call.bearerToken, actAs: call.actAs,
            actAsReason: call.actAsReason, client: call.client, queriesOnly: call.queriesOnly,
            resumesAfter: resumesAfter, requestID: call.requestID)
        return .events(EventCall(payload: call.payload, hello: hello, entrance: live))
    }

    /// Answers with events until the operation is over, the credential is, or the peer is gone.
    ///
    /// - Returns: the whole answer if it is none of events, else the end of the stream.
    func follow(_ call: EventCall, _ sink: EventSink) async -> ByteBuffer {
        if let shared = call.shared { return await follow(shared, call, sink) }
        defer { call.entrance.leave(call.hello.client) }
        let requestID = call.hello.requestID
        let request: GraphQLRequest
        do throws(RequestBodyError) {
            request = try call.payload.request()
        } catch {
            return refusal(.badRequest, requestID: requestID, message: error.message, code: error.code)
        }
        let isComplete = Mutex(false)
        return await stream(call, sink) { session, stream, _ in
            let run = LiveRun(session: session, requestID: requestID, loop: sink.loop) { output, taken in
                switch output {
                case .next(let payload, let cursor):
                    sink.send(stream.next(payload.bytes, cursor: cursor), taken)
                case .failed(let errors):
                    sink.send(stream.failed(errors), taken)
                    isComplete.withLock { $0 = true }
                case .complete: isComplete.withLock { $0 = true }
                case .close(let close): call.ending.note(LiveEnding(close))
                }
            }
            await run.run(request)
        } isComplete: {
            isComplete.withLock { $0 }
        }
    }

    /// Lets a reader in, and writes events until `body` returns, the credential is over or the responder ends
    /// the connection, which `body` may too, by what it is given.
    ///
    /// - Returns: the whole answer if it is none of events, else the end of the stream.
    func stream(
        _ call: EventCall, _ sink: EventSink,
        _ body:
            @escaping @Sendable (
                LiveEntrance.Session, EventStream, _ end: @escaping @Sendable () -> Void
            ) async -> Void, isComplete: () -> Bool
    ) async -> ByteBuffer {
        let requestID = call.hello.requestID
        let (ends, ending) = AsyncStream<Void>.makeStream()
        let entered = await call.entrance.connect(call.hello) { close in
            call.ending.note(LiveEnding(close))
            ending.finish()
        }
        switch entered {
        case .refused(.forbidden): return refusal(.unauthenticated, requestID: requestID)
        case .refused(.internalError): return refusal(.internalError, requestID: requestID)
        case .refused: return refusal(.unavailable, requestID: requestID)
        case .admitted(let session, let expiresIn):
            defer { session.disconnect(call.ending.ending ?? .left) }
            let stream = EventStream(requestID: requestID, allocator: allocator)
            sink.send(stream.start(), nil)
            await firstOf(
                { await body(session, stream) { ending.finish() } },
                { for await _ in ends {} },
                {
                    await rest(expiresIn)
                    if !Task.isCancelled { call.ending.note(.forbidden) }
                },
                { await beat(call.entrance.limits.heartbeat) { sink.send(stream.comment(), nil) } })
            let isComplete = isComplete()
            if isComplete { call.ending.note(.finished) }
            return stream.end(isComplete: isComplete)
        }
    }

    /// Runs all until one of them ends.
    func firstOf(_ all: (@Sendable () async -> Void)...) async {
        await withTaskGroup(of: Void.self) { group in
            for one in all { group.addTask { await one() } }
            await group.next()
            group.cancelAll()
        }
    }

    /// Waits until a credential is over; for one that is not, until it is cancelled.
    private func rest(_ time: Duration?) async {
        try? await Task.sleep(for: time ?? .seconds(365 * 86_400))
    }

    private func beat(_ interval: TimeAmount, _ body: @Sendable () -> Void) async {
        while !Task.isCancelled {
            try? await Task.sleep(for: .nanoseconds(interval.nanoseconds))
            if !Task.isCancelled { body() }
        }
    }
}
