import Logging
import NIOCore
import NIOHTTP1

/// Drives one connection: feeds `ConnectionState` with what happens on the socket and carries out its
/// actions.
///
/// All of it runs on the channel's event loop. A request's work runs in a task of its own, which the handler
/// cancels when its caller is gone. Requests that come pipelined wait in `pending`; while any wait, the
/// socket is not read, so a peer can't queue more than one read's worth.
final class ConnectionHandler<Responder: GraphQLResponder>: ChannelDuplexHandler, WireEvents {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let endpoint: Endpoint<Responder>
    private let limits: HTTPLimits
    /// Where requests run; nil for the global executor.
    private let executor: (any TaskExecutor)?
    private var state: ConnectionState
    private var pending = CircularBuffer<HTTPServerRequestPart>()
    private var isReadWithheld = false
    private var sawRequestLine = false
    private var head: HTTPRequestHead?
    private var body = ByteBuffer()
    private var work: Task<Void, Never>?
    private var timer: Scheduled<Void>?
    private var context: ChannelHandlerContext?
    /// The client's address as text.
    private var address: String?

    init(endpoint: Endpoint<Responder>, limits: HTTPLimits, executor: (any TaskExecutor)?) {
        self.endpoint = endpoint
        self.executor = executor
        self.limits = limits
        state = ConnectionState(limits: limits, now: .now())
    }

    // MARK: The channel's life

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        address = context.remoteAddress?.ipAddress
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
            perform(state.becameWritable(at: .now()), context)
            takePending(context)
        }
        context.fireChannelWritabilityChanged()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case ChannelEvent.inputClosed: perform(state.inputClosed(), context)
        case is ChannelShouldQuiesceEvent: perform(state.quiesce(), context)
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
            default: .badHTTP
            }
        perform(state.parsingFailed(outcome), context)
    }

    // MARK: Reading

    var isAwaitingRequest: Bool { state.phase == .idle || state.phase == .head }

    func bytesArrived(endingLine: Bool) {
        if state.phase == .idle {
            sawRequestLine = false
            state.bytesArrived(at: .now())
            if let context { setTimer(context) }
        }
        if endingLine { sawRequestLine = true }
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
            perform(state.headArrived(HeadFacts(head), at: .now()), context)
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
            write(endpoint.refusal(outcome, closes: true), context)
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
        switch endpoint.begin(head, body: body, from: address) {
        case .answered(let bytes): write(bytes, context)
        case .work(let request):
            let loop = context.eventLoop
            let bound = NIOLoopBound(self, eventLoop: loop)
            let send: Endpoint<Responder>.Sender = { part in await Self.send(part, loop, bound) }
            work = Task(executorPreference: executor) { [endpoint] in
                let bytes = await endpoint.perform(request, send)
                loop.execute { bound.value.finish(bytes) }
            }
        }
    }

    /// Writes a part of an answer; true once the socket took it.
    private static func send(
        _ part: ByteBuffer, _ loop: any EventLoop, _ bound: NIOLoopBound<ConnectionHandler>
    ) async -> Bool {
        let sent = loop.flatSubmit { bound.value.send(part, loop) }
        do {
            try await sent.get()
            return true
        } catch {
            return false
        }
    }

    private func send(_ part: ByteBuffer, _ loop: any EventLoop) -> EventLoopFuture<Void> {
        guard let context, state.phase == .answering else {
            return loop.makeFailedFuture(ChannelError.ioOnClosedChannel)
        }
        state.partWritten(at: .now())
        setTimer(context)
        let sent = context.writeAndFlush(wrapOutboundOut(part))
        let bound = NIOLoopBound(self, eventLoop: loop)
        sent.whenComplete { _ in bound.value.state.partTaken() }
        return sent
    }

    private func finish(_ bytes: ByteBuffer?) {
        work = nil
        guard let context, state.phase == .answering else { return }
        guard let bytes else { return context.close(promise: nil) }
        write(bytes, context)
        takePending(context)
    }

    private func write(_ bytes: ByteBuffer, _ context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(bytes), promise: nil)
        perform(state.answered(flushed: context.channel.isWritable, at: .now()), context)
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
        perform(state.timerFired(at: .now()), context)
    }
}

extension HeadFacts {
    init(_ head: HTTPRequestHead) {
        targetBytes = head.uri.utf8.count
        contentLength = head.headers.first(name: "content-length").flatMap { Int($0) }
        keepsAlive = head.isKeepAlive
        expectsContinue = head.headers.first(name: "expect")?.lowercased() == "100-continue"
    }
}
