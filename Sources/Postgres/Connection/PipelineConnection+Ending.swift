/// The ways a session ends before its time, and a connection with it.
extension PipelineConnection {
    /// The session's deadline passed.
    func expire(_ session: UInt64) {
        deadlineTimer = nil
        guard terms?.session == session else { return }
        if pending?.isCommit == true {
            // COMMIT is not interrupted: its outcome would be unknown. It gets a time of its own.
            startDrainTimer(after: limits.commitTimeout)
        } else {
            abandon(session, .deadlineExceeded)
        }
    }

    /// Resumes the caller at once and brings the connection back in the background.
    func abandon(_ session: UInt64, _ code: PostgresError.Code) {
        // What has begun to commit is not undone by a caller that goes away.
        guard terms?.session == session, pending?.isCommit != true else { return }
        guard let needs = state.abandon() else { return }
        let error = PostgresError(code, statement: pending?.statements.last?.statement)
        failure = error
        startDrainTimer()
        if needs.needsCancel { requestCancel() }
        // From here results are read and dropped.
        resume(.failure(error))
        if state.isOpen, needs.needsSync { sendSync() }
        guard state.phase != .closed else { return }
        while let transition = state.settle() { perform(transition) }
    }

    /// The connection stays out of the pool until the request has been taken, so that it can not hit the
    /// statement of a later session.
    private func requestCancel() {
        let connection = self
        cancelLane.submit(owner: id) {
            connection.cancelRight.request()
            connection.reactor.perform { connection.assumeIsolated { $0.cancelReturned() } }
        }
    }

    private func cancelReturned() {
        guard state.phase != .closed else { return }
        var transition = state.cancelReturned()
        while let next = transition {
            perform(next)
            transition = state.settle()
        }
    }

    /// Closes the connection when it is not clean in time.
    func startDrainTimer(after limit: Duration? = nil) {
        guard drainTimer == nil else { return }
        let time = MonotonicClock.now &+ (limit ?? limits.drainTimeout).nanoseconds
        drainTimer = reactor.schedule(at: time) { [weak self] in
            self?.assumeIsolated {
                $0.drainTimer = nil
                $0.lose("not drained in time")
            }
        }
    }

    func cancelDrainTimer() {
        if let timer = exchange(&drainTimer, with: nil) { reactor.cancelTimer(timer) }
    }

    func cancelDeadline() {
        if let timer = exchange(&deadlineTimer, with: nil) { reactor.cancelTimer(timer) }
    }

    /// The connection broke.
    func lose(_ message: String, _ report: ServerReport? = nil) {
        guard state.phase != .closed else { return }
        let code = pending?.isCommit == true ? PostgresError.Code.commitUnknown : .connectionLost
        failure = PostgresError(
            code, report ?? ServerReport(message: message), statement: pending?.statements.last?.statement)
        close()
    }

    /// Closes and tells the pool; a waiting caller is told why.
    func close() {
        guard state.phase != .closed else { return }
        state.close()
        cancelDeadline()
        cancelDrainTimer()
        wire.close()
        resume(.failure(failure ?? PostgresError(.connectionLost)))
        owner.connectionLost(id)
    }
}
