import CLibpq

/// Who lends a connection and wants to know what becomes of it. Called on the reactor's thread.
protocol ConnectionOwner: AnyObject, Sendable {
    /// Clean and free again.
    func connectionReleased(_ id: ConnectionID)
    /// Closed: broken, unclean or not drained in time.
    func connectionLost(_ id: ConnectionID)
    /// The server takes no writes: every connection of the pool leads to the wrong server.
    func serverIsReadOnly()
}

/// Names a connection within its pool.
typealias ConnectionID = UInt64

/// A pooled connection in pipeline mode, confined to one reactor.
///
/// An actor whose executor is the reactor, so the compiler checks the confinement; socket events and timers
/// come in by `assumeIsolated`, which checks the thread.
actor PipelineConnection: SocketHandler {
    /// What a session brings along.
    struct Terms: Sendable {
        let session: UInt64
        let tenant: UUIDBytes?
        let isWrite: Bool
        let deadline: Nanoseconds
        let observers: [StatementObserver]
    }

    /// A round under way.
    struct Round {
        /// Resumed exactly once: `take` on the way to every resumption.
        let caller: UnsafeContinuation<Result<[PostgresResult], PostgresError>, Never>?
        var results: [PostgresResult] = []
        let statements: [BoundStatement]
        /// How many of the first statements are the session's own.
        let overhead: Int
        let sentAt: Nanoseconds
        let isCommit: Bool
    }

    let id: ConnectionID
    let reactor: Reactor
    let limits: PostgresConfiguration
    let cancelRight: CancelRight
    let cancelLane: BlockingLane
    let owner: any ConnectionOwner
    let wire: Wire
    var state = ConnectionState()
    var statements: StatementCache
    var terms: Terms?
    var pending: Round?
    var roundNumber = 0
    /// How statements are planned in the transaction that is open.
    var plans = PlanCacheMode.byServer
    var failure: PostgresError?
    var deadlineTimer: UInt64?
    var drainTimer: UInt64?

    nonisolated var unownedExecutor: UnownedSerialExecutor { reactor.asUnownedSerialExecutor() }

    init(
        _ id: ConnectionID, _ connected: sending Connected, reactor: Reactor, cancelLane: BlockingLane,
        limits: PostgresConfiguration, owner: any ConnectionOwner
    ) {
        self.id = id
        self.reactor = reactor
        self.limits = limits
        self.cancelLane = cancelLane
        self.owner = owner
        cancelRight = connected.cancel
        wire = Wire(connected, reactor: reactor)
        statements = StatementCache(capacity: limits.statementsPerConnection)
    }

    /// Registers the socket; the first call, on the reactor's thread.
    func attach() -> Bool {
        wire.register(self)
        return wire.enterPipeline()
    }

    /// Runs a step of the connection, at once if the caller is on the reactor's thread already.
    ///
    /// Entering the actor from there would cost two trips through the reactor's queue.
    nonisolated func onReactor(_ step: @escaping @Sendable (isolated PipelineConnection) -> Void) {
        if reactor.isInside {
            assumeIsolated(step)
        } else {
            reactor.perform { self.assumeIsolated(step) }
        }
    }

    /// Starts a session on an idle connection.
    func begin(_ terms: Terms) {
        guard state.phase != .closed else { return }
        state.lend()
        self.terms = terms
        failure = nil
        roundNumber = 0
        let session = terms.session
        deadlineTimer = reactor.schedule(at: terms.deadline) { [weak self] in
            self?.assumeIsolated { $0.expire(session) }
        }
    }

    /// Sends one round and waits for its results.
    nonisolated func run(
        _ round: [BoundStatement], end: RoundEnd, session: UInt64, isCommit: Bool = false
    ) async throws(PostgresError) -> [PostgresResult] {
        if Task.isCancelled { throw PostgresError(.canceled) }
        let outcome = await withTaskCancellationHandler {
            await withUnsafeContinuation { caller in
                onReactor { $0.start(round, end: end, session: session, isCommit: isCommit, caller) }
            }
        } onCancel: {
            reactor.perform { [weak self] in
                self?.assumeIsolated { $0.abandon(session, .canceled) }
            }
        }
        return try outcome.get()
    }

    /// Commits what the session wrote; nothing to do when it has sent nothing.
    func commit(session: UInt64) async throws(PostgresError) {
        try check(session)
        guard state.isExplicit else { return }
        let results = try await run(
            [BoundStatement(SessionStatements.commit)], end: .sync, session: session, isCommit: true)
        // A transaction that had failed answers COMMIT with ROLLBACK.
        guard results.first?.commandTag == "COMMIT" else {
            throw PostgresError(.server, ServerReport(message: "rolled back", sqlState: .inFailedTransaction))
        }
    }

    /// Ends the session; the connection returns to its pool now or when it is clean.
    func end(session: UInt64) {
        guard terms?.session == session else { return }
        terms = nil
        cancelDeadline()
        switch state.giveBack() {
        case .failRound:
            sendSync()
            startDrainTimer()
        case let transition:
            if let transition { perform(transition) }
        }
    }

    private func check(_ session: UInt64) throws(PostgresError) {
        guard terms?.session == session, state.isReady else {
            throw failure ?? PostgresError(.sessionOver)
        }
    }

    nonisolated func socketReady() {
        assumeIsolated { $0.readSocket() }
    }

    // MARK: Sending

    private func start(
        _ round: [BoundStatement], end: RoundEnd, session: UInt64, isCommit: Bool,
        _ caller: UnsafeContinuation<Result<[PostgresResult], PostgresError>, Never>
    ) {
        do throws(PostgresError) { try check(session) } catch {
            return caller.resume(returning: .failure(error))
        }
        let overhead = overheadStatements(of: round)
        let all = overhead.isEmpty ? round : overhead + round
        let now = terms?.observers.isEmpty == false ? MonotonicClock.now : 0
        pending = Round(
            caller: caller, statements: all, overhead: overhead.count, sentAt: now, isCommit: isCommit)
        pending?.results.reserveCapacity(round.count)
        state.startRound()
        var isSent = true
        for (index, bound) in all.enumerated() where isSent {
            isSent = send(bound, .execute(index))
        }
        if isSent, end == .sync {
            isSent = sendDrops() && wire.sendSync()
            state.sent(.sync)
        } else if isSent {
            isSent = wire.sendFlushRequest()
        }
        guard isSent, wire.flush() else { return lose(wire.message) }
    }

    /// What must precede the caller's statements, in the same packet: once a transaction BEGIN and the
    /// tenant, and how to plan where that changes.
    private func overheadStatements(of round: [BoundStatement]) -> [BoundStatement] {
        var overhead: [BoundStatement] = []
        if let terms, !state.isOpen, !state.isExplicit {
            plans = .initial(isWrite: terms.isWrite)
            if terms.isWrite {
                overhead.append(BoundStatement(SessionStatements.begin))
                state.began()
            }
            if let tenant = terms.tenant {
                overhead.append(SessionStatements.setTenant.bind(.text(tenant.description)))
            }
        }
        if let wanted = PlanCacheMode.wanted(by: round), wanted != plans {
            overhead.append(SessionStatements.setPlans.bind(.text(wanted.setting)))
            plans = wanted
        }
        return overhead
    }

    func send(_ bound: BoundStatement, _ step: ConnectionState.Step) -> Bool {
        let name: String
        switch statements.lookUp(bound.statement) {
        case .known(let known):
            name = known
        case .new(let new):
            name = new
            guard wire.sendPrepare(bound.statement, name: new) else { return false }
            state.sent(.prepare(bound.statement))
        }
        guard wire.sendExecute(bound, name: name) else { return false }
        state.sent(step)
        return true
    }

    private func sendDrops() -> Bool {
        for name in statements.takeExcess() {
            let drop = BoundStatement(Statement("session.deallocate", "DEALLOCATE \(name)"))
            guard wire.sendUnprepared(drop) else { return false }
            state.sent(.drop(name))
        }
        return true
    }

    func sendSync() {
        guard wire.sendSync() else { return lose(wire.message) }
        state.sent(.sync)
        if !wire.flush() { lose(wire.message) }
    }
}
