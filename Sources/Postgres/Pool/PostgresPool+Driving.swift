import Logging
import Synchronization

/// Carries out what the pool's state machine decides.
extension PostgresPool {
    /// Feeds the machine and does what it says, outside the lock.
    func step(_ event: (inout sending Shared) -> [PoolState.Action]) {
        let now = MonotonicClock.now
        let (effects, armTime) = shared.withLock { shared -> ([Effect], Nanoseconds?) in
            let effects = event(&shared).compactMap { Self.effect(of: $0, &shared) }
            return (effects, Self.timeToArm(&shared, now))
        }
        for effect in effects { perform(effect) }
        if let armTime { arm(armTime) }
    }

    /// An action with the objects that it concerns.
    private enum Effect: Sendable {
        case resume(Waiter, Result<PipelineConnection, PostgresError>)
        case connect(ConnectionID)
        case close(PipelineConnection)
    }

    private static func effect(of action: PoolState.Action, _ shared: inout Shared) -> Effect? {
        switch action {
        case .lend(let id, let waiter):
            guard let connection = shared.connections[id] else { return nil }
            return shared.waiters.removeValue(forKey: waiter).map { .resume($0, .success(connection)) }
        case .refuse(let waiter, let code):
            return shared.waiters.removeValue(forKey: waiter).map {
                .resume($0, .failure(PostgresError(code)))
            }
        case .connect(let id):
            return .connect(id)
        case .close(let id):
            return shared.connections[id].map { .close($0) }
        }
    }

    private func perform(_ effect: Effect) {
        switch effect {
        case .resume(let waiter, let outcome):
            waiter.resume(returning: outcome)
        case .connect(let id):
            connect(id)
        case .close(let connection):
            connection.reactor.perform { connection.assumeIsolated { $0.close() } }
        }
    }

    // MARK: Connecting

    private func connect(_ id: ConnectionID) {
        reactors.connectLane.submit(owner: id) {
            switch self.connector.connect() {
            case .success(let connected): self.adopt(id, connected)
            case .failure(let error): self.connectFailed(id, error)
            }
        }
    }

    private func connectFailed(_ id: ConnectionID, _ error: PostgresError) {
        logger.warning("no connection to PostgreSQL", metadata: ["error": "\(error.message)"])
        step { $0.machine.connectFailed(id, MonotonicClock.now) }
    }

    private func adopt(_ id: ConnectionID, _ connected: Connected) {
        let reactor = reactors.next()
        let connection = PipelineConnection(
            id, connected, reactor: reactor, cancelLane: reactors.cancelLane, limits: configuration,
            owner: self)
        reactor.perform {
            _ = connection.assumeIsolated { $0.attach() }
            self.step { shared in
                shared.connections[id] = connection
                return shared.machine.connected(id, MonotonicClock.now)
            }
        }
    }

    // MARK: Time

    private static func timeToArm(_ shared: inout Shared, _ now: Nanoseconds) -> Nanoseconds? {
        guard let next = shared.machine.nextTime(now) else { return nil }
        if let armed = shared.armedTime, armed <= next { return nil }
        shared.armedTime = next
        return next
    }

    private func arm(_ time: Nanoseconds) {
        let reactor = reactors.reactors[0]
        reactor.perform {
            _ = reactor.schedule(at: time) { self.tick(time) }
        }
    }

    private func tick(_ time: Nanoseconds) {
        step { shared in
            if shared.armedTime == time { shared.armedTime = nil }
            return shared.machine.tick(MonotonicClock.now)
        }
    }
}

extension PostgresPool: ConnectionOwner {
    func connectionReleased(_ id: ConnectionID) {
        step { $0.machine.released(id, MonotonicClock.now) }
    }

    func connectionLost(_ id: ConnectionID) {
        step { shared in
            shared.connections[id] = nil
            return shared.machine.lost(id, MonotonicClock.now)
        }
    }

    func serverIsReadOnly() {
        logger.error("the server takes no writes: leaving it")
        step { $0.machine.condemnAll(MonotonicClock.now) }
    }
}
