import Logging
import NIOCore
import NIOHTTP1

/// Drives one connection: feeds `ConnectionState` with what happens on the socket and carries out its
/// actions.
///
/// All of it runs on the channel's event loop. A request's work runs in a task of its own, which the handler
/// cancels when its caller is gone. Requests that come pipelined wait in `pending`; while any wait, the
/// socket is not read, so a peer can't queue more than one read's worth.
final class ConnectionHandler<Responder: GraphQLResponder>: ChannelDuplexHandler, RemovableChannelHandler,
    WireEvents
{
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    let endpoint: Endpoint<Responder>
    private let limits: HTTPLimits
    let connections: OpenConnections
    var entry: OpenConnections.Entry?
    /// Where requests run; nil for the global executor.
    let executor: (any TaskExecutor)?
    private var state: ConnectionState
    private var pending = CircularBuffer<HTTPServerRequestPart>()
    private var isReadWithheld = false
    private var sawRequestLine = false
    /// Whether the head of the present answer is out.
    private var isAnswerBegun = false
    /// Whether the first bytes of the request look like a method, known or not.
    private var startsWithWord = false
    /// Whether the bytes being parsed have brought the end of a request.
    private var hasDispatched = false
    private var head: HTTPRequestHead?
    /// What the answer tells a browser about pages of other origins.
    private var crossOriginLines: String?
    /// The length of the body that the head announces; nil for one in chunks.
    private var bodyBytesExpected: Int?
    private var body = ByteBuffer()
    var work: Task<Void, Never>?
    /// The stream of events that is the present answer.
    var stream: EventCall?
    private var timer: Scheduled<Void>?
    private var context: ChannelHandlerContext?
    /// The other end's address.
    private var peer: ClientAddress?

    init(
        endpoint: Endpoint<Responder>, limits: HTTPLimits, connections: OpenConnections,
        executor: (any TaskExecutor)?
    ) {
        self.endpoint = endpoint
        self.connections = connections
        self.executor = executor
        self.limits = limits
        state = ConnectionState(limits: limits, now: .now())
    }

    // MARK: The channel's life

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        peer = context.remoteAddress?.ipAddress.flatMap { ClientAddress($0) }
        entry = connections.open(context.channel)
        setTimer(context)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        stop()
        self.context = nil
    }

    func channelInactive(context: ChannelHandlerContext) {
        stop()
        context.fireChannelInactive()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable {
            if state.phase == .draining, let entry { connections.release(of: entry) }
            perform(state.becameWritable(at: .now()), context)
            if state.phase == .idle { entry?.note(restsSince: .now()) }
            takePending(context)
        }
        context.fireChannelWritabilityChanged()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case ChannelEvent.inputClosed: perform(state.inputClosed(), context)
        case is ChannelShouldQuiesceEvent:
            perform(state.quiesce(), context)
            leaveStream(context)
        case is ReaderTooSlow: stream?.ending.note(.slow)
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let error = error as? HTTPParserError else {
            context.close(promise: nil)
            return
        }
        let outcome: Outcome =
            switch error {
            case .headerOverflow: sawRequestLine ? .headersTooLarge : .uriTooLong
            case .invalidMethod where startsWithWord: .methodNotAllowed
            default: .badHTTP
            }
        perform(state.parsingFailed(outcome), context)
    }

    // MARK: Reading

    var progress: (phase: ConnectionState.Phase, bodyBytes: Int) { (state.phase, body.readableBytes) }

    func bytesArrived(_ bytes: ByteBuffer, endingLine: Bool) {
        hasDispatched = false
        switch state.phase {
        case .idle:
            startsWithWord = bytes.startsWithWord
            state.bytesArrived(at: .now())
            if let context { setTimer(context) }
        case .answering, .draining: state.bytesArrived(at: .now())
        case .head, .body, .lingering, .closed: break
        }
        if endingLine { sawRequestLine = true }
    }

    /// Looks whether bytes that brought the end of a request brought more. A body in chunks and a head in
    /// pieces are not looked through: at worst a connection may rest longer than it should.
    func bytesParsed(_ bytes: ByteBuffer, since before: ConnectionState.Phase, bodyBytes: Int) {
        guard hasDispatched, let expected = bodyBytesExpected else { return }
        let isMore: Bool
        switch before {
        case .idle:
            let headEnd = bytes.readableBytes - expected
            isMore = bytes.getSlice(at: bytes.readerIndex + headEnd - 4, length: 4) != endOfHead
        case .body: isMore = bytes.readableBytes > expected - bodyBytes
        case .head, .answering, .draining, .lingering, .closed: return
        }
        guard isMore else { return }
        // Behind a request that is answered already they begin the next one, else they wait for their turn.
        guard state.phase == .idle else { return state.bytesWereLeft() }
        state.bytesArrived(at: .now())
        if let context { setTimer(context) }
    }

    func read(context: ChannelHandlerContext) {
        guard pending.isEmpty else {
            isReadWithheld = true
            return
        }
        context.read()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let part = unwrapInboundIn(data)
        switch state.phase {
        case .lingering, .closed: break
        case .answering, .draining:
            if state.keepsAlive { pending.append(part) }
        case .idle, .head, .body: take(part, context)
        }
    }

    private func take(_ part: HTTPServerRequestPart, _ context: ChannelHandlerContext) {
        switch part {
        case .head(let head):
            self.head = head
            crossOriginLines = endpoint.crossOrigin.lines(for: head)
            sawRequestLine = false
            var facts = HeadFacts(head)
            facts.bodyBytesMax = endpoint.bodyBytesMax(of: head)
            bodyBytesExpected = facts.isChunked ? nil : facts.contentLength ?? 0
            perform(state.headArrived(facts, at: .now()), context)
        case .body(var piece):
            let action = state.bodyArrived(piece.readableBytes)
            if action == .none {
                if body.readableBytes == 0 { body = piece } else { body.writeBuffer(&piece) }
            }
            perform(action, context)
        case .end:
            perform(state.requestEnded(), context)
        }
    }

    private func takePending(_ context: ChannelHandlerContext) {
        while state.phase == .idle || state.phase == .body, let part = pending.popFirst() {
            take(part, context)
        }
        if pending.isEmpty && isReadWithheld {
            isReadWithheld = false
            context.read()
        }
    }

    // MARK: Acting

    private func perform(_ action: ConnectionState.Action, _ context: ChannelHandlerContext) {
        switch action {
        case .none: break
        case .invite:
            context.writeAndFlush(
                wrapOutboundOut(ByteBuffer(staticString: "HTTP/1.1 100 Continue\r\n\r\n")), promise: nil)
        case .dispatch: dispatch(context)
        case .refuse(let outcome):
            pending.removeAll()
            isAnswerBegun = false
            write(endpoint.refusal(outcome), context)
        case .shutOutput: context.close(mode: .output, promise: nil)
        case .close: context.close(promise: nil)
        case .abandon: abandon(context)
        }
        setTimer(context)
    }

    private func dispatch(_ context: ChannelHandlerContext) {
        guard let head else { return }
        let body = body
        self.head = nil
        self.body = ByteBuffer()
        isAnswerBegun = false
        hasDispatched = true
        entry?.note(restsSince: nil)
        switch endpoint.begin(head, body: body, from: peer) {
        case .answered(let bytes): write(bytes, context)
        case .upgrade(let opening, let entrance): upgrade(head, opening, entrance, context)
        case .events(let call): follow(call, context)
        case .work(let request):
            let loop = context.eventLoop
            let bound = NIOLoopBound(self, eventLoop: loop)
            let send = sender(loop, bound)
            work = Task(executorPreference: executor) { [endpoint] in
                let bytes = await endpoint.perform(request, send)
                loop.execute { bound.value.finish(bytes) }
            }
        }
    }

    /// Hands parts of an answer to the loop. They wait here and not where they are made, since whoever makes
    /// them holds a connection of the database; false once the peer is gone or has to go.
    private func sender(
        _ loop: any EventLoop, _ bound: NIOLoopBound<ConnectionHandler>
    ) -> Endpoint<Responder>.Sender {
        guard let entry else { return { _ in false } }
        return { [connections] part in
            guard !Task.isCancelled, connections.hold(part.readableBytes, of: entry, at: .now()) else {
                return false
            }
            loop.execute { bound.value.send(part) }
            return true
        }
    }

    func send(_ part: ByteBuffer, keeping promise: EventLoopPromise<Void>? = nil) {
        guard let context, state.phase == .answering else {
            if let entry { connections.release(part.readableBytes, of: entry) }
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        let count = part.readableBytes
        state.partWritten(at: .now(), acknowledged: context.channel.acknowledgedBytes)
        setTimer(context)
        let taken = promise ?? context.eventLoop.makePromise(of: Void.self)
        taken.futureResult.assumeIsolated().whenComplete { [weak self] _ in self?.partTaken(count) }
        writeBytes(part, context, taken)
    }

    private func partTaken(_ count: Int) {
        state.partTaken()
        if let entry { connections.release(count, of: entry) }
    }

    func finish(_ bytes: ByteBuffer?) {
        work = nil
        stream = nil
        guard let context, state.phase == .answering else { return }
        guard let bytes else { return context.close(promise: nil) }
        write(bytes, context)
        takePending(context)
    }

    /// Writes an answer, or its end.
    private func write(_ bytes: ByteBuffer, _ context: ChannelHandlerContext) {
        writeBytes(bytes, context, nil)
        let isFlushed = context.channel.isWritable
        let now = NIODeadline.now()
        if !isFlushed, let entry {
            let unsent = min(context.channel.bufferedBytes, bytes.readableBytes)
            guard connections.hold(unsent, of: entry, at: now) else { return }
        }
        let action = state.answered(
            flushed: isFlushed, at: now, acknowledged: context.channel.acknowledgedBytes)
        perform(action, context)
        if state.phase == .idle { entry?.note(restsSince: now) }
    }

    /// Writes bytes; the head among them says whether it is the connection's last.
    private func writeBytes(
        _ bytes: ByteBuffer, _ context: ChannelHandlerContext, _ taken: EventLoopPromise<Void>?
    ) {
        var bytes = bytes
        if !isAnswerBegun {
            isAnswerBegun = true
            if endpoint.readiness.isDraining || connections.isFull { state.answerIsLast() }
            let lines = (state.keepsAlive ? "" : Answer.closing) + (crossOriginLines ?? "")
            if !lines.isEmpty {
                let (start, rest) = Answer.adding(lines, to: bytes)
                context.write(wrapOutboundOut(start), promise: nil)
                bytes = rest
            }
        }
        context.writeAndFlush(wrapOutboundOut(bytes), promise: taken)
    }

    private func abandon(_ context: ChannelHandlerContext) {
        guard let work else { return }
        context.eventLoop.assumeIsolated().scheduleTask(in: limits.abandonedAfter) { work.cancel() }
    }

    private func stop() {
        timer?.cancel()
        timer = nil
        work?.cancel()
        work = nil
        pending.removeAll()
        if let entry { connections.forget(entry) }
        entry = nil
    }

    // MARK: The clock

    /// One timer a connection, set again only when the deadline came nearer or the last one rang: a busy
    /// connection moves its deadline with each request and pays nothing for it.
    private var timerDeadline = NIODeadline.distantFuture

    private func setTimer(_ context: ChannelHandlerContext) {
        guard state.deadline < timerDeadline else { return }
        timer?.cancel()
        timerDeadline = state.deadline
        timer = context.eventLoop.assumeIsolated().scheduleTask(deadline: state.deadline) { [weak self] in
            self?.timerRang()
        }
    }

    private func timerRang() {
        timerDeadline = .distantFuture
        guard let context else { return }
        let action = state.timerFired(at: .now(), acknowledged: context.channel.acknowledgedBytes)
        // A stream that is answered has no other deadline than its reader's.
        if action == .close { stream?.ending.note(.slow) }
        perform(action, context)
    }
}

extension ByteBuffer {
    /// Whether a word in capitals stands at the beginning, a space behind it.
    fileprivate var startsWithWord: Bool {
        let letters = readableBytesView.prefix(24).prefix { (65...90).contains($0) }
        let next = letters.endIndex
        return !letters.isEmpty && readableBytesView[next...].first == UInt8(ascii: " ")
    }
}

private let endOfHead = ByteBuffer(staticString: "\r\n\r\n")

extension HeadFacts {
    init(_ head: HTTPRequestHead) {
        targetBytes = head.uri.utf8.count
        isChunked = head.headers.contains(name: "transfer-encoding")
        contentLength = head.headers.first(name: "content-length").flatMap { Int($0) }
        // Behind a request that asks for another protocol the parser reads nothing more, granted or not.
        let asksUpgrade =
            head.method == .CONNECT
            || head.headers.contains(name: "upgrade")
                && head.headers[canonicalForm: "connection"].contains { $0.lowercased() == "upgrade" }
        keepsAlive = head.isKeepAlive && !asksUpgrade
        expectsContinue =
            head.version != .http1_0
            && head.headers.first(name: "expect")?.lowercased() == "100-continue"
    }
}
