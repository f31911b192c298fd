/// Where one pooled connection stands: what the server still owes us, and what a session may do next.
///
/// Results come back in the order of the steps sent, one each, with an end mark after all but a sync. The
/// struct knows no socket: it is told what was sent and what arrived and says what follows.
struct ConnectionState {
    /// Something the server will answer.
    enum Step: Equatable {
        case prepare(Statement)
        /// A statement of the current round, by its position.
        case execute(Int)
        /// DEALLOCATE of a name.
        case drop(String)
        /// Sent while recovering.
        case rollback
        /// Whether the tenant is gone, asked while recovering.
        case check
        case sync
    }

    /// What came from libpq.
    enum Arrival: Equatable {
        case success, failure, skipped, sync, end
    }

    enum Phase: Equatable {
        /// In the pool.
        case idle
        /// Lent, no round under way.
        case ready
        /// Lent, a round is under way and its caller waits.
        case running
        /// Reading up to the sync after a failure or a cancel; the caller has been told.
        case draining
        /// Reading up to the last sync of a transaction that went well.
        case finishing
        /// Rolled back; asking whether nothing of the session is left.
        case checking
        /// Clean again, but the failed session has not been given back yet.
        case over
        case closed
    }

    /// What has to be done after an event.
    enum Transition: Equatable {
        /// The round has all its results.
        case completeRound
        /// Tell the caller; send a sync if the flag is set.
        case failRound(needsSync: Bool)
        /// Send ROLLBACK (if the flag is set), the check and a sync.
        case sendCheck(rollback: Bool)
        /// The connection is clean and nobody's: back to the pool.
        case release
        /// Clean, but the failed session has not been given back.
        case standBy
        /// It is not clean: close it.
        case close
    }

    private(set) var phase = Phase.idle
    private var steps: [Step] = []
    private var firstStep = 0
    private var awaitsEnd = false
    /// A failure arrived and no sync since.
    private var isAborted = false
    private var syncsOutstanding = 0
    private var isCheckFailed = false
    /// The session has not been given back.
    private var isLent = true
    /// BEGIN was sent.
    private(set) var isExplicit = false
    /// Statements were sent after the last sync: an implicit transaction is open.
    private(set) var isOpen = false
    private(set) var isCancelOutstanding = false

    /// Whether a session may start a round.
    var isReady: Bool { phase == .ready }
    private var isSettled: Bool { firstStep == steps.count && !awaitsEnd }

    // MARK: The session's side

    mutating func lend() {
        precondition(phase == .idle && isSettled, "only an idle connection is lent")
        phase = .ready
    }

    /// Starts a round; the steps follow by `sent`.
    mutating func startRound() {
        precondition(phase == .ready, "one round at a time")
        phase = .running
    }

    mutating func sent(_ step: Step) {
        steps.append(step)
        if step == .sync {
            syncsOutstanding += 1
            isOpen = false
        } else {
            isOpen = true
        }
    }

    /// BEGIN is part of what was sent.
    mutating func began() { isExplicit = true }

    /// The transaction ended by COMMIT.
    mutating func committed() { isExplicit = false }

    /// The caller goes away in the middle: its deadline passed or its task was canceled.
    ///
    /// - Returns: whether a sync must be sent, and whether the server must be asked to cancel.
    mutating func abandon() -> (needsSync: Bool, needsCancel: Bool)? {
        guard phase == .running || phase == .ready else { return nil }
        let wasRunning = phase == .running
        phase = .draining
        isCancelOutstanding = wasRunning
        return (syncsOutstanding == 0, wasRunning)
    }

    /// The cancel request has been taken by the server, or could not be made.
    mutating func cancelReturned() -> Transition? {
        isCancelOutstanding = false
        return settle()
    }

    /// The session is given back.
    ///
    /// - Returns: what to do; nil when the connection recovers and will be released later.
    mutating func giveBack() -> Transition? {
        switch phase {
        case .ready where isExplicit:
            // The body threw between two rounds: roll back like after a failure.
            phase = .draining
            isLent = false
            return settle()
        case .ready where isOpen:
            phase = .finishing
            isLent = false
            return .failRound(needsSync: true)
        case .ready, .over:
            phase = .idle
            return .release
        default:
            isLent = false
            return nil
        }
    }

    /// The connection is gone.
    mutating func close() {
        phase = .closed
    }

    // MARK: The server's side

    /// Accounts for one arrival.
    ///
    /// - Returns: the step that it answers; nil for an end mark.
    mutating func received(_ arrival: Arrival) -> Step? {
        if arrival == .end {
            awaitsEnd = false
            return nil
        }
        guard firstStep < steps.count else { return nil }
        let step = steps[firstStep]
        firstStep += 1
        if firstStep == steps.count {
            steps.removeAll(keepingCapacity: true)
            firstStep = 0
        }
        switch arrival {
        case .sync:
            syncsOutstanding -= 1
            isAborted = false
        case .failure, .skipped:
            isAborted = true
            if step == .check || step == .rollback { isCheckFailed = true }
            awaitsEnd = true
        case .success, .end:
            awaitsEnd = true
        }
        return step
    }

    /// The answer to the check shows that something of the session is left.
    mutating func checkFailed() { isCheckFailed = true }

    /// Whether libpq has more to hand over for what was sent.
    var expectsMore: Bool { !isSettled }

    /// What follows from the state reached; call after each arrival, until nil.
    mutating func settle() -> Transition? {
        switch phase {
        case .running where isAborted:
            phase = .draining
            return .failRound(needsSync: syncsOutstanding == 0)
        case .running where isSettled:
            phase = .ready
            return .completeRound
        case .draining where isSettled && !isCancelOutstanding:
            phase = .checking
            defer { isExplicit = false }
            return .sendCheck(rollback: isExplicit)
        case .finishing where isSettled:
            return becomeIdle()
        case .checking where isSettled:
            return isCheckFailed ? .close : becomeClean()
        default:
            return nil
        }
    }

    private mutating func becomeClean() -> Transition {
        guard isLent else { return becomeIdle() }
        phase = .over
        return .standBy
    }

    private mutating func becomeIdle() -> Transition {
        phase = .idle
        isLent = true
        return .release
    }
}
