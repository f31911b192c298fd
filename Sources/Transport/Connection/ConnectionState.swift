import NIOCore

/// The life of one HTTP/1.1 connection: which part of a request is due, until when, and what ends it.
///
/// Events go in, actions come out; sockets, timers and bytes live in `ConnectionHandler`. The deadlines of
/// reading are absolute: a byte now and then does not extend them, which is what stops a slow loris. The one
/// of writing is renewed as long as the peer takes anything; what slow readers hold in memory is bounded
/// elsewhere (`OpenConnections`).
///
/// - SeeAlso: RFC 9112 §9
struct ConnectionState {
    /// What the connection is doing.
    enum Phase: Equatable {
        /// Between requests: no byte of the next one has come.
        case idle
        /// A first byte has come, the head is not complete.
        case head
        /// The head is complete, the body is not.
        case body
        /// A whole request waits for its answer.
        case answering
        /// The answer is written, the peer is slow to take it.
        case draining
        /// A last answer is written and our side is shut; what still arrives is thrown away.
        case lingering
        /// Nothing more happens.
        case closed
    }

    /// What the shell around the state has to do.
    enum Action: Equatable {
        case none
        /// Tell the peer to send the body (`100 Continue`).
        case invite
        /// The request is whole: answer it.
        case dispatch
        /// Write this refusal, then treat it as an answer that ends the connection.
        case refuse(Outcome)
        /// Shut our side; `timerFired` ends the rest.
        case shutOutput
        /// Close without a word.
        case close
        /// The caller stopped sending: cancel the work after the time for abandoned requests.
        case abandon
    }

    private(set) var phase = Phase.idle
    /// When `timerFired` has something to do.
    private(set) var deadline: NIODeadline
    /// Whether another request may follow the present one.
    private(set) var keepsAlive = true
    private var bodyBytes = 0
    /// Most bytes that the present body may have.
    private var bodyBytesMax = 0
    /// Parts of the present answer that the peer has not taken.
    private var untakenParts = 0
    /// What the peer had acknowledged when its present time to go on began.
    private var acknowledgedBytes: UInt64 = 0
    /// Whether bytes came behind the present request, perhaps not whole requests.
    private var hasBytesBehind = false
    private let limits: HTTPLimits

    init(limits: HTTPLimits, now: NIODeadline) {
        self.limits = limits
        deadline = now + limits.idle
    }

    /// Bytes came in, before any parsing: the first of a request starts its clock.
    mutating func bytesArrived(at now: NIODeadline) {
        switch phase {
        case .idle:
            phase = .head
            hasBytesBehind = false
            deadline = now + limits.headerDeadline
        case .answering, .draining: hasBytesBehind = true
        case .head, .body, .lingering, .closed: break
        }
    }

    /// Of bytes that brought the end of a request some were left, the begin of the next one.
    mutating func bytesWereLeft() {
        hasBytesBehind = true
    }

    /// A complete head was parsed.
    mutating func headArrived(_ head: HeadFacts, at now: NIODeadline) -> Action {
        guard phase == .head || phase == .idle else { return .none }
        phase = .body
        bodyBytes = 0
        bodyBytesMax = head.bodyBytesMax ?? limits.bodyBytes
        deadline = now + limits.bodyDeadline
        keepsAlive = keepsAlive && head.keepsAlive
        if head.targetBytes > limits.targetBytes { return refuse(.uriTooLong) }
        if let length = head.contentLength, length > bodyBytesMax { return refuse(.payloadTooLarge) }
        return head.expectsContinue ? .invite : .none
    }

    /// A piece of the body came in; one past the limit ends the request.
    mutating func bodyArrived(_ count: Int) -> Action {
        guard phase == .body else { return .none }
        bodyBytes += count
        return bodyBytes > bodyBytesMax ? refuse(.payloadTooLarge) : .none
    }

    /// The request is complete.
    mutating func requestEnded() -> Action {
        guard phase == .body else { return .none }
        phase = .answering
        deadline = .distantFuture
        return .dispatch
    }

    /// The bytes are no HTTP, or too many for a head.
    ///
    /// Behind a request that is being answered nothing is said: its answer is the last one.
    mutating func parsingFailed(_ outcome: Outcome) -> Action {
        switch phase {
        case .idle, .head, .body: return refuse(outcome)
        case .answering, .draining:
            keepsAlive = false
            return .none
        case .lingering, .closed: return .none
        }
    }

    /// A part of the answer went out; the peer must go on taking.
    ///
    /// - Parameter acknowledged: all bytes that it has acknowledged so far.
    mutating func partWritten(at now: NIODeadline, acknowledged: @autoclosure () -> UInt64) {
        guard phase == .answering else { return }
        untakenParts += 1
        if untakenParts == 1 { waitForPeer(from: now, acknowledged()) }
    }

    /// The peer has taken a part.
    mutating func partTaken() {
        guard untakenParts > 0 else { return }
        untakenParts -= 1
        if phase == .answering, untakenParts == 0 { deadline = .distantFuture }
    }

    /// The answer to be written is the last one; it has to say so.
    mutating func answerIsLast() {
        keepsAlive = false
    }

    /// An answer went out; `flushed` tells whether the peer's window took it.
    mutating func answered(
        flushed: Bool, at now: NIODeadline, acknowledged: @autoclosure () -> UInt64 = 0
    ) -> Action {
        guard phase == .answering else { return .none }
        guard flushed else {
            phase = .draining
            waitForPeer(from: now, acknowledged())
            return .none
        }
        return finishAnswer(at: now)
    }

    /// The peer has taken what was waiting.
    mutating func becameWritable(at now: NIODeadline) -> Action {
        phase == .draining ? finishAnswer(at: now) : .none
    }

    /// The peer sends nothing more.
    mutating func inputClosed() -> Action {
        keepsAlive = false
        switch phase {
        case .idle, .head, .body, .lingering: return close()
        case .answering: return .abandon
        case .draining, .closed: return .none
        }
    }

    /// The server is going down: what is under way is finished, nothing more is accepted.
    mutating func quiesce() -> Action {
        keepsAlive = false
        return phase == .idle ? close() : .none
    }

    /// The timer rang; early rings (the deadline moved on since it was set) do nothing.
    mutating func timerFired(
        at now: NIODeadline, acknowledged: @autoclosure () -> UInt64 = 0
    ) -> Action {
        guard now >= deadline else { return .none }
        switch phase {
        case .head, .body: return refuse(.requestTimeout)
        // While answering there is a deadline only where a part waits for the peer.
        case .answering, .draining:
            let acknowledged = acknowledged()
            guard acknowledged > acknowledgedBytes else { return close() }
            waitForPeer(from: now, acknowledged)
            return .none
        case .idle, .lingering: return close()
        case .closed: return .none
        }
    }

    private mutating func waitForPeer(from now: NIODeadline, _ acknowledged: UInt64) {
        acknowledgedBytes = acknowledged
        deadline = now + limits.writeStall
    }

    private mutating func refuse(_ outcome: Outcome) -> Action {
        phase = .answering
        keepsAlive = false
        deadline = .distantFuture
        return .refuse(outcome)
    }

    private mutating func finishAnswer(at now: NIODeadline) -> Action {
        guard keepsAlive else {
            phase = .lingering
            deadline = now + limits.linger
            return .shutOutput
        }
        phase = .idle
        // What came behind may be the begin of a head, whose clock no byte will start any more.
        deadline = now + (hasBytesBehind ? limits.headerDeadline : limits.idle)
        return .none
    }

    private mutating func close() -> Action {
        phase = .closed
        deadline = .distantFuture
        return .close
    }
}

/// What the state machine needs to know of a request's head.
struct HeadFacts: Equatable {
    var targetBytes: Int
    var contentLength: Int?
    /// Most bytes of the body; nil for what every request may have.
    var bodyBytesMax: Int?
    var isChunked = false
    var keepsAlive = true
    var expectsContinue = false
}
