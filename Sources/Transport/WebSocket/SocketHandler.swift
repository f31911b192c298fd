import GraphQLExecution
import NIOCore
import NIOWebSocket

/// Drives one WebSocket: feeds `GraphQLTransportWSProtocol` with what happens and carries out its actions.
///
/// All of it runs on the channel's event loop. Finding out who connects, and each operation, is a task of its
/// own, which the handler cancels when its client is gone or completes it.
final class SocketHandler: ChannelInboundHandler {
    typealias InboundIn = WebSocketFrame
    typealias OutboundOut = ByteBuffer

    private let entrance: LiveEntrance
    private let opening: SocketOpening
    /// Where operations run; nil for the global executor.
    private let executor: (any TaskExecutor)?
    private let connections: OpenConnections
    private let entry: OpenConnections.Entry
    private var state: GraphQLTransportWSProtocol
    private var assembler: MessageAssembler
    private var session: LiveEntrance.Session?
    private var tasks: [Int: Task<Void, Never>] = [:]
    private var connecting: Task<Void, Never>?
    private var timer: Scheduled<Void>?
    private var timerDeadline = NIODeadline.distantFuture
    private var context: ChannelHandlerContext?
    private var isFlushDue = false
    /// Bytes that wait for the peer and are not counted for all connections.
    private var unheldBytes = 0
    private var hasEnded = false

    /// - Parameter entry: the connection's place among all; the handler takes it out at the end.
    init(
        _ entrance: LiveEntrance, _ opening: SocketOpening, executor: (any TaskExecutor)?,
        connections: OpenConnections, entry: OpenConnections.Entry
    ) {
        self.entrance = entrance
        self.opening = opening
        self.executor = executor
        self.connections = connections
        self.entry = entry
        state = GraphQLTransportWSProtocol(limits: entrance.limits, now: .now())
        assembler = MessageAssembler(
            bytesMax: entrance.limits.messageBytes, fragmentsMax: entrance.limits.fragments)
    }

    // MARK: The channel's life

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        setTimer(context)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        end()
        self.context = nil
    }

    func channelInactive(context: ChannelHandlerContext) {
        end()
        context.fireChannelInactive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case ChannelEvent.inputClosed: perform(state.disconnected())
        case is ChannelShouldQuiesceEvent:
            // Spread, so that not all clients come back in the same moment.
            let spread = max(entrance.limits.drainSpread.nanoseconds, 1)
            perform(state.quiesce(after: .nanoseconds(.random(in: 0..<spread)), at: .now()))
        case is ReaderTooSlow: state.lagged()
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error {
        case NIOWebSocketError.invalidFrameLength: perform(state.violated(.tooLarge, at: .now()))
        case is NIOWebSocketError:
            perform(state.violated(.violation("control frame in pieces or too long"), at: .now()))
        default: perform(state.disconnected())
        }
    }

    // MARK: Reading

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let now = NIODeadline.now()
        perform(state.heard(at: now))
        guard state.phase != .closed else { return }
        do throws(SocketClose) {
            switch try assembler.take(unwrapInboundIn(data)) {
            case .none, .pong: break
            case .ping(let data): state.pinged(data)
            case .close(let payload): perform(state.closeReceived(payload, at: now))
            case .text(let text):
                guard state.phase != .closing else { return }
                perform(state.received(try ClientMessage(text), at: now))
            }
        } catch {
            perform(state.violated(error, at: now))
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        perform(state.readEnded())
        context.fireChannelReadComplete()
    }

    // MARK: Acting

    private func perform(_ actions: [GraphQLTransportWSProtocol.Action]) {
        guard let context else { return }
        for action in actions { perform(action, context) }
        flush(context)
        setTimer(context)
    }

    private func perform(
        _ action: GraphQLTransportWSProtocol.Action, _ context: ChannelHandlerContext
    ) {
        switch action {
        case .connect(let claims): connect(claims, context)
        case .start(let number, let request):
            let run = run(number, context)
            tasks[number] = Task(executorPreference: executor) { await run(request) }
        case .cancel(let number): tasks.removeValue(forKey: number)?.cancel()
        // What was too much for the peer may have closed before the rest of what was to be said.
        case .send(let message): if state.phase != .closing { write(message, context, nil) }
        case .close(let close):
            write(.close(close), context, nil)
            cancelAll()
        case .shut:
            // Behind what was written; a peer that takes nothing is shut by the timer.
            let written = context.eventLoop.makePromise(of: Void.self)
            written.futureResult.assumeIsolated().whenComplete { [weak self] _ in
                self?.context?.close(promise: nil)
            }
            context.writeAndFlush(wrapOutboundOut(ByteBuffer()), promise: written)
        case .terminate: context.close(promise: nil)
        }
    }

    private func connect(_ claims: ClientMessage.ConnectionClaims, _ context: ChannelHandlerContext) {
        let loop = context.eventLoop
        let bound = NIOLoopBound(self, eventLoop: loop)
        let hello = LiveHello(
            way: .webSocket, bearerToken: claims.bearerToken, actAs: claims.actAs,
            actAsReason: claims.actAsReason, client: opening.client, requestID: opening.requestID)
        connecting = Task(executorPreference: executor) { [entrance] in
            let admission = await entrance.connect(hello) { close in
                loop.execute { bound.value.ended(by: close) }
            }
            loop.execute { bound.value.connected(admission) }
        }
    }

    private func connected(_ admission: LiveEntrance.Admission) {
        connecting = nil
        switch admission {
        case .refused(let close): perform(state.ended(close, at: .now()))
        case .admitted(let session, let expiresIn):
            guard !hasEnded, state.phase == .asking else { return session.disconnect(state.ending) }
            self.session = session
            perform(state.admitted(expiresIn: expiresIn.map { TimeAmount($0) }, at: .now()))
        }
    }

    private func ended(by close: LiveClose) {
        perform(state.ended(close, at: .now()))
    }

    /// What runs an operation, outside of the loop.
    private func run(
        _ number: Int, _ context: ChannelHandlerContext
    ) -> @Sendable (GraphQLRequest) async -> Void {
        guard let session else { return { _ in } }
        let loop = context.eventLoop
        let bound = NIOLoopBound(self, eventLoop: loop)
        let run = LiveRun(session: session, requestID: RequestID.next(), loop: loop) { output, taken in
            loop.execute { bound.value.produced(output, by: number, taken) }
        }
        return { request in
            await run.run(request)
            loop.execute { bound.value.tasks[number] = nil }
        }
    }

    private func produced(_ output: LiveOutput, by number: Int, _ taken: EventLoopPromise<Void>?) {
        let actions = state.produced(output, by: number, at: .now())
        guard let context, case .send(let message)? = actions.first, case .next(_, let cursor) = output
        else {
            taken?.fail(ChannelError.eof)
            return perform(actions)
        }
        write(message, context, taken, cursor: cursor, of: number)
        flush(context)
        setTimer(context)
    }

    // MARK: Writing

    private func write(
        _ message: ServerMessage, _ context: ChannelHandlerContext, _ taken: EventLoopPromise<Void>?,
        cursor: Int64? = nil, of number: Int? = nil
    ) {
        let promise = taken ?? context.eventLoop.makePromise(of: Void.self)
        let pieces = message.encoded(context.channel.allocator)
        let count = pieces.reduce(0) { $0 + $1.readableBytes }
        // A close frame always goes out.
        guard state.phase == .closing || state.hasRoom(for: count + Self.overhead) else {
            promise.fail(ChannelError.ioOnClosedChannel)
            return perform(state.overflowed(at: .now()))
        }
        let isHeld = unheldBytes + count >= Self.heldFrom
        guard !isHeld || connections.hold(count, of: entry, at: .now()) else {
            return promise.fail(ChannelError.ioOnClosedChannel)
        }
        if !isHeld { unheldBytes += count }
        state.written(
            count + Self.overhead, at: .now(), acknowledged: context.channel.acknowledgedBytes)
        promise.futureResult.assumeIsolated().whenComplete { [weak self] result in
            guard let self, case .success = result else { return }
            state.taken(count + Self.overhead, cursor: cursor, of: number)
            if isHeld { connections.release(count, of: entry) } else { unheldBytes -= count }
        }
        for piece in pieces.dropLast() { context.write(wrapOutboundOut(piece), promise: nil) }
        guard let last = pieces.last else { return promise.succeed() }
        context.write(wrapOutboundOut(last), promise: promise)
        isFlushDue = true
    }

    /// How many bytes of this socket may wait before those behind them count among what slow readers have
    /// not taken: most readers never come that far, and then nobody need count for all connections.
    private static let heldFrom = 4_096

    /// What a message costs while it waits, besides its bytes.
    private static let overhead = 128

    private func flush(_ context: ChannelHandlerContext) {
        guard isFlushDue else { return }
        isFlushDue = false
        context.flush()
    }

    // MARK: Ending

    private func cancelAll() {
        for task in tasks.values { task.cancel() }
        tasks = [:]
    }

    private func end() {
        guard !hasEnded else { return }
        hasEnded = true
        _ = state.disconnected()
        timer?.cancel()
        timer = nil
        connecting?.cancel()
        cancelAll()
        session?.disconnect(state.ending)
        session = nil
        entrance.leave(opening.client)
        connections.forget(entry)
    }

    // MARK: The clock

    /// One timer a socket, set again only when the deadline came nearer or the last one rang.
    private func setTimer(_ context: ChannelHandlerContext) {
        guard !hasEnded, state.deadline < timerDeadline else { return }
        timer?.cancel()
        timerDeadline = state.deadline
        timer = context.eventLoop.assumeIsolated().scheduleTask(deadline: state.deadline) { [weak self] in
            self?.timerRang()
        }
    }

    private func timerRang() {
        timerDeadline = .distantFuture
        guard let context else { return }
        perform(state.timerFired(at: .now(), acknowledged: context.channel.acknowledgedBytes))
        setTimer(context)
    }
}
