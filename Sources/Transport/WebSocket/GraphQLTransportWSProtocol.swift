import GraphQLExecution
import NIOCore

/// One connection of `graphql-transport-ws`: what is due, what it may ask for, and what ends it.
///
/// Events go in, actions come out; sockets, timers and tasks live in `SocketHandler`. Each operation has a
/// number of its own, so that what comes late of one whose id is in use again reaches nobody.
///
/// - SeeAlso: graphql-transport-ws, https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md
struct GraphQLTransportWSProtocol {
    /// How far the connection has come.
    enum Phase: Equatable {
        /// `connection_init` has not come.
        case waiting
        /// It has; the responder is asked who it is.
        case asking
        /// Acknowledged: operations may come.
        case open
        /// A close frame went out; the peer's is due.
        case closing
        /// Nothing more happens.
        case closed
    }

    /// What the shell around the state has to do.
    enum Action: Sendable {
        /// Find out who this is; `admitted` or `refused` follows.
        case connect(ClientMessage.ConnectionClaims)
        /// Run an operation; `produced` and `finished` follow.
        case start(number: Int, GraphQLRequest)
        /// The client has no use for an operation any more.
        case cancel(number: Int)
        case send(ServerMessage)
        /// Send a close frame behind everything else, and cancel all operations.
        case close(SocketClose)
        /// Shut the connection once what was written is out.
        case shut
        /// Shut it at once: nobody is there.
        case terminate
    }

    private(set) var phase = Phase.waiting
    /// How the connection ended; `left` while it has not.
    private(set) var ending = LiveEnding.left
    private let limits: LiveLimits
    private var budget: MessageBudget
    private var operations: [OperationID: Int] = [:]
    private var ids: [Int: OperationID] = [:]
    private var lastNumber = 0
    /// Until when the present phase may take: init, admission, the closing handshake.
    private var phaseDeadline: NIODeadline
    private var expiresAt = NIODeadline.distantFuture
    private var leavesAt = NIODeadline.distantFuture
    private var heardAt: NIODeadline
    private var pingAt: NIODeadline
    private var pong: ByteBuffer?
    private var isPongDue = false
    /// What waits for the peer's system, with its bytes, and since when it has taken nothing.
    private var untaken = 0
    private var untakenBytes = 0
    private var stallsAt = NIODeadline.distantFuture
    private var acknowledgedBytes: UInt64 = 0
    /// The last event of each operation that the peer's system has taken, to tell a slow one where to go on.
    private var cursors: [Int: Int64] = [:]

    init(limits: LiveLimits, now: NIODeadline) {
        self.limits = limits
        budget = MessageBudget(perMinute: limits.messagesPerMinute, burst: limits.messageBurst)
        phaseDeadline = now + limits.initWait
        heardAt = now
        pingAt = now + limits.ping
    }

    /// How many operations are under way.
    var operationCount: Int { operations.count }

    /// When `timerFired` has something to do.
    var deadline: NIODeadline {
        switch phase {
        case .closed: .distantFuture
        case .closing: phaseDeadline
        case .waiting, .asking, .open:
            min(phaseDeadline, expiresAt, leavesAt, stallsAt, pingAt, heardAt + limits.deadAfter)
        }
    }

    private var isOver: Bool { phase == .closing || phase == .closed }

    // MARK: What the peer sends

    /// A whole frame has come, whatever is in it.
    mutating func heard(at now: NIODeadline) -> [Action] {
        heardAt = now
        guard !isOver, !budget.take(at: now) else { return [] }
        return close(.rate, at: now)
    }

    /// A message has come.
    mutating func received(_ message: ClientMessage, at now: NIODeadline) -> [Action] {
        guard !isOver else { return [] }
        switch message {
        case .initialize(let claims):
            guard phase == .waiting else { return close(.tooManyInits, at: now) }
            phase = .asking
            phaseDeadline = now + Self.admissionWait
            return [.connect(claims)]
        case .subscribe(let id, let request): return subscribe(OperationID(id), request, at: now)
        case .complete(let id):
            guard let number = forget(OperationID(id)) else { return [] }
            return [.cancel(number: number)]
        case .ping:
            isPongDue = true
            return []
        case .pong: return []
        }
    }

    /// A ping frame has come.
    mutating func pinged(_ data: ByteBuffer) {
        pong = data
    }

    /// All that the peer had sent is read. However many pings there were, one answer is enough.
    mutating func readEnded() -> [Action] {
        var actions: [Action] = []
        if let pong, !isOver { actions.append(.send(.pongFrame(pong))) }
        if isPongDue, !isOver { actions.append(.send(.pong)) }
        pong = nil
        isPongDue = false
        return actions
    }

    /// The peer broke the rules, of frames or of messages.
    mutating func violated(_ close: SocketClose, at now: NIODeadline) -> [Action] {
        isOver ? [] : self.close(close, at: now)
    }

    /// The peer's close frame has come.
    mutating func closeReceived(_ payload: ByteBuffer, at now: NIODeadline) -> [Action] {
        switch phase {
        case .waiting, .asking, .open:
            defer { ending = .left }
            return close(.answer(to: payload), at: now) + [.shut]
        case .closing: return [.shut]
        case .closed: return []
        }
    }

    /// The connection is about to be cut since its peer takes less than comes.
    mutating func lagged() {
        if !isOver { ending = .slow }
    }

    /// The peer sends nothing more, or the connection broke.
    mutating func disconnected() -> [Action] {
        guard phase != .closed else { return [] }
        phase = .closed
        forgetAll()
        return [.terminate]
    }

    private mutating func subscribe(
        _ id: OperationID, _ request: GraphQLRequest, at now: NIODeadline
    ) -> [Action] {
        guard phase == .open else { return close(.unauthorized, at: now) }
        guard operations[id] == nil else { return close(.taken(id.text), at: now) }
        guard operations.count < limits.operations else {
            let errors = ErrorDocument.list(
                message: "At most \(limits.operations) operations may run on a connection at once.",
                code: "SUBSCRIPTION_LIMIT", requestID: RequestID.next())
            return [.send(.error(id, ByteBuffer(string: errors)))]
        }
        lastNumber += 1
        operations[id] = lastNumber
        ids[lastNumber] = id
        return [.start(number: lastNumber, request)]
    }

    // MARK: What the responder says

    /// The responder knows who this is; `expiresIn` is how long that holds.
    mutating func admitted(expiresIn: TimeAmount?, at now: NIODeadline) -> [Action] {
        guard phase == .asking else { return [] }
        phase = .open
        phaseDeadline = .distantFuture
        if let expiresIn { expiresAt = now + expiresIn }
        return [.send(.acknowledged)]
    }

    /// The responder ends the connection, or does not let it in.
    mutating func ended(_ close: LiveClose, at now: NIODeadline) -> [Action] {
        isOver ? [] : self.close(SocketClose(close), at: now)
    }

    /// An operation has something to say.
    mutating func produced(_ output: LiveOutput, by number: Int, at now: NIODeadline) -> [Action] {
        guard !isOver, let id = ids[number] else { return [] }
        switch output {
        case .next(let payload, _): return [.send(.next(id, payload))]
        case .failed(let errors):
            _ = forget(id)
            return [.send(.error(id, errors))]
        case .complete:
            _ = forget(id)
            return [.send(.complete(id))]
        case .close(.slow(let cursor)): return self.close(slow(from: cursor), at: now)
        case .close(let close): return self.close(SocketClose(close), at: now)
        }
    }

    /// How a slow peer is closed. Several operations go on from several places, each behind the last event
    /// that it has shown; a close frame has room for one.
    private func slow(from cursor: Int64?) -> SocketClose {
        SocketClose(.slow(cursor: operations.count == 1 ? cursor : nil))
    }

    private mutating func forget(_ id: OperationID) -> Int? {
        guard let number = operations.removeValue(forKey: id) else { return nil }
        ids[number] = nil
        cursors[number] = nil
        return number
    }

    private mutating func forgetAll() {
        operations = [:]
        ids = [:]
        cursors = [:]
    }

    // MARK: What the socket takes

    /// Whether a message of so many bytes may wait for the peer besides what waits already; alone it may be
    /// larger than all may be together.
    func hasRoom(for bytes: Int) -> Bool {
        untaken == 0 || untakenBytes + bytes <= limits.unsentBytes
    }

    /// There is no room for what the peer has asked for, since it does not take what came before.
    mutating func overflowed(at now: NIODeadline) -> [Action] {
        isOver ? [] : close(slow(from: cursors.first?.value), at: now)
    }

    /// Something went out. The peer must go on taking.
    ///
    /// - Parameters:
    ///   - bytes: how much it is.
    ///   - acknowledged: all bytes that it has acknowledged so far.
    mutating func written(_ bytes: Int, at now: NIODeadline, acknowledged: @autoclosure () -> UInt64) {
        untaken += 1
        untakenBytes += bytes
        guard untaken == 1, !isOver else { return }
        acknowledgedBytes = acknowledged()
        stallsAt = now + limits.stall
    }

    /// The peer's system has so many bytes that were written; `cursor` is the event's and `number` its
    /// operation's, if it was one.
    mutating func taken(_ bytes: Int, cursor: Int64?, of number: Int?) {
        untaken -= 1
        untakenBytes -= bytes
        if let cursor, let number, ids[number] != nil { cursors[number] = cursor }
        if untaken == 0 { stallsAt = .distantFuture }
    }

    // MARK: The clock

    /// The server goes down: the connection goes after `delay`, and everything is as always until then.
    mutating func quiesce(after delay: TimeAmount, at now: NIODeadline) -> [Action] {
        leavesAt = min(leavesAt, now + delay)
        return phase == .waiting && !isOver ? close(.goingAway, at: now) : []
    }

    /// The timer rang; early rings do nothing.
    mutating func timerFired(
        at now: NIODeadline, acknowledged: @autoclosure () -> UInt64
    ) -> [Action] {
        switch phase {
        case .closed: return []
        case .closing:
            guard now >= phaseDeadline else { return [] }
            phase = .closed
            return [.terminate]
        case .waiting where now >= phaseDeadline: return close(.initTimeout, at: now)
        case .asking where now >= phaseDeadline: return close(SocketClose(.tryAgainLater), at: now)
        case .waiting, .asking, .open: break
        }
        if now >= heardAt + limits.deadAfter {
            ending = .silent
            return disconnected()
        }
        if now >= expiresAt { return close(.forbidden, at: now) }
        if now >= leavesAt { return close(.goingAway, at: now) }
        if now >= stallsAt {
            let acknowledged = acknowledged()
            guard acknowledged > acknowledgedBytes else {
                return close(slow(from: cursors.first?.value), at: now)
            }
            acknowledgedBytes = acknowledged
            stallsAt = now + limits.stall
        }
        guard now >= pingAt else { return [] }
        pingAt = now + limits.ping
        return [.send(.pingFrame)]
    }

    /// How long the responder may take to find out who connects; a database that hangs is no reason to keep
    /// everybody.
    private static let admissionWait = TimeAmount.seconds(10)

    private mutating func close(_ close: SocketClose, at now: NIODeadline) -> [Action] {
        phase = .closing
        ending = close.ending
        phaseDeadline = now + limits.closeWait
        forgetAll()
        return [.close(close)]
    }
}
