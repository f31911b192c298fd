import CLibpq

extension PipelineConnection {
    /// Reads what has arrived and acts on every result that is whole.
    func readSocket() {
        guard state.phase != .closed else { return }
        let isAlive = wire.consume()
        var ends = 0
        while state.expectsMore {
            switch wire.receive() {
            case .nothing:
                if !isAlive { lose(wire.message) }
                return
            case .end:
                // One end mark follows a result; more mean that libpq has given up.
                ends += 1
                guard ends < 3, !wire.isBroken else { return lose(wire.message) }
                _ = state.received(.end)
            case .result(let result, let status):
                ends = 0
                take(result, status)
            }
            guard state.phase != .closed else { return }
            while let transition = state.settle() { perform(transition) }
            guard state.phase != .closed else { return }
        }
        // An idle connection only becomes readable when the server says something: mostly good-bye.
        if !isAlive || wire.isBroken { lose(wire.message) }
    }

    private func take(_ result: PostgresResult, _ status: ExecStatusType) {
        switch status {
        case PGRES_PIPELINE_SYNC:
            _ = state.received(.sync)
        case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY:
            if let step = state.received(.success) { accept(result, step) }
        case PGRES_PIPELINE_ABORTED:
            if let step = state.received(.skipped) { reject(step) }
        default:
            fail(result)
        }
    }

    private func accept(_ result: PostgresResult, _ step: ConnectionState.Step) {
        switch step {
        case .prepare(let statement):
            statements.prepared(statement)
        case .execute(let index):
            observe(index, result)
            if let pending, index >= pending.overhead { self.pending?.results.append(result) }
        case .drop(let name):
            statements.dropped(name)
        case .check:
            if result.bool(0, 0) != true { state.checkFailed() }
        case .rollback, .sync:
            break
        }
    }

    private func reject(_ step: ConnectionState.Step) {
        switch step {
        case .prepare(let statement): statements.notPrepared(statement)
        case .execute(let index): observe(index, nil)
        default: break
        }
    }

    private func fail(_ result: PostgresResult) {
        let report = ServerReport(result: result.pointer)
        if wire.isBroken || report.endsConnection { return lose(report.message, report) }
        let step = state.received(.failure)
        if let step { reject(step) }
        guard failure == nil else { return }
        failure = PostgresError(.server, report, statement: step.flatMap(statement))
        if report.sqlState == .readOnlyTransaction, terms?.isWrite == true { owner.serverIsReadOnly() }
    }

    private func statement(of step: ConnectionState.Step) -> Statement? {
        switch step {
        case .prepare(let statement): statement
        case .execute(let index): pending?.statements[index].statement
        default: nil
        }
    }

    private func observe(_ index: Int, _ result: PostgresResult?) {
        guard let terms, !terms.observers.isEmpty, let pending else { return }
        let event = StatementEvent(
            statement: pending.statements[index].statement, session: terms.session, round: roundNumber,
            rows: result.map { $0.columnCount > 0 ? $0.rowCount : $0.affectedRows },
            isOverhead: index < pending.overhead || pending.isCommit,
            elapsed: .nanoseconds(Int64(clamping: MonotonicClock.now &- pending.sentAt)))
        for observer in terms.observers { observer(event) }
    }

    func perform(_ transition: ConnectionState.Transition) {
        switch transition {
        case .completeRound:
            completeRound()
        case .failRound(let needsSync):
            resume(.failure(failure ?? PostgresError(.connectionLost)))
            startDrainTimer()
            if needsSync { sendSync() }
        case .sendCheck(let rollback):
            sendCheck(rollback: rollback)
        case .release:
            cancelDrainTimer()
            owner.connectionReleased(id)
        case .standBy:
            cancelDrainTimer()
        case .close:
            close()
        }
    }

    private func completeRound() {
        roundNumber += 1
        guard let pending else { return }
        if pending.isCommit {
            state.committed()
            cancelDrainTimer()
        }
        resume(.success(pending.results))
    }

    private func sendCheck(rollback: Bool) {
        startDrainTimer()
        if rollback {
            guard send(BoundStatement(SessionStatements.rollback), .rollback) else {
                return lose(wire.message)
            }
        }
        guard send(BoundStatement(SessionStatements.check), .check) else { return lose(wire.message) }
        sendSync()
    }

    /// Resumes the caller of the round, if one still waits.
    func resume(_ outcome: Result<[PostgresResult], PostgresError>) {
        guard let caller = exchange(&pending, with: nil)?.caller else { return }
        caller.resume(returning: outcome)
    }
}

extension ServerReport {
    /// Whether the server ends the connection with this message.
    var endsConnection: Bool {
        switch sqlState {
        case nil: true
        case .some(let state):
            switch state {
            case .connectionException, .adminShutdown, .crashShutdown, .cannotConnectNow: true
            case .idleInTransactionTimeout: true
            default: false
            }
        }
    }
}
