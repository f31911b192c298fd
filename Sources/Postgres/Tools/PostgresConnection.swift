import CLibpq

/// One connection outside any pool, for migrations, seeding and start-up checks.
///
/// It sets no statement limits of its own and sends simple commands one at a time; use a pool for requests.
/// Nothing blocks: the caller suspends until the answer is there. Canceling the caller's task cancels the
/// command. Close it: the reactor keeps it alive until then.
public actor PostgresConnection: SocketHandler {
    let wire: Wire
    private let reactor: Reactor
    private let cancelRight: CancelRight
    private let cancelLane: BlockingLane
    /// How often the socket or `close` had something to say; see ``socketEvent(after:)``.
    private(set) var eventCount: UInt64 = 0
    /// Resumed exactly once, by the next event of the socket or by `close`.
    private var waiter: UnsafeContinuation<Void, Never>?
    private var isBusy = false
    private var isConsumable = true
    private(set) var notifications = NotificationBuffer()

    public nonisolated var unownedExecutor: UnownedSerialExecutor { reactor.asUnownedSerialExecutor() }

    private init(_ connected: sending Connected, _ reactor: Reactor, _ cancelLane: BlockingLane) {
        self.reactor = reactor
        self.cancelLane = cancelLane
        cancelRight = connected.cancel
        wire = Wire(connected, reactor: reactor)
    }

    /// Connects; the blocking part runs on a thread of its own.
    ///
    /// - Throws: `.unavailable` with the reason in `debugDescription`.
    public static func connect(
        _ configuration: PostgresConfiguration, reactors: ReactorGroup
    ) async throws(PostgresError) -> PostgresConnection {
        let connector = Connector(configuration, .tool)
        let reactor = reactors.next()
        let outcome = await withUnsafeContinuation {
            (waiter: UnsafeContinuation<Result<Connected, PostgresError>, Never>) in
            reactors.connectLane.submit(owner: 0) { waiter.resume(returning: connector.connect()) }
        }
        let connection = PostgresConnection(try outcome.get(), reactor, reactors.cancelLane)
        await connection.attach()
        return connection
    }

    /// Connects, lends the connection to `body` and closes it.
    public static func withConnection<Value: Sendable>(
        _ configuration: PostgresConfiguration, reactors: ReactorGroup,
        _ body: (PostgresConnection) async throws -> Value
    ) async throws -> Value {
        let connection = try await connect(configuration, reactors: reactors)
        do {
            let value = try await body(connection)
            await connection.close()
            return value
        } catch {
            await connection.close()
            throw error
        }
    }

    /// Runs a script of one or several statements by the simple protocol, in one implicit transaction unless
    /// it has its own, and returns the result of each statement (in text form).
    @discardableResult
    public func execute(
        script: String, file: String = #fileID, line: UInt = #line
    ) async throws(PostgresError) -> [PostgresResult] {
        let statement = Statement("script", script)
        return try await perform(statement, file, line) { $0.sendScript(script) }
    }

    /// Runs one statement with parameters, unprepared.
    @discardableResult
    public func run(
        _ bound: BoundStatement, file: String = #fileID, line: UInt = #line
    ) async throws(PostgresError) -> PostgresResult {
        let results = try await perform(bound.statement, file, line) { $0.sendUnprepared(bound) }
        guard let result = results.first else { throw PostgresError(.connectionLost, file: file, line: line) }
        return result
    }

    /// Ends the connection; later calls throw `.connectionLost`.
    public func close() {
        wire.close()
        wake()
    }

    /// Closes without waiting, from anywhere.
    nonisolated func closeSoon() {
        reactor.perform { self.assumeIsolated { $0.close() } }
    }

    /// The server's process, as `pg_stat_activity.pid` shows it.
    public var processID: Int32 { wire.processID }

    // MARK: Parts

    private func attach() {
        wire.register(self)
    }

    /// Sends by `send` and collects the results of all statements.
    private func perform(
        _ statement: Statement, _ file: String, _ line: UInt, _ send: (Wire) -> Bool
    ) async throws(PostgresError) -> [PostgresResult] {
        try start()
        defer { isBusy = false }
        guard send(wire), wire.flush() else { throw lost() }
        return try await collect(statement, file, line)
    }

    /// Claims the connection for one command.
    func start() throws(PostgresError) {
        guard !isBusy else { throw PostgresError(.invalidUse, message: "one command at a time") }
        guard !wire.isBroken else { throw lost() }
        isBusy = true
    }

    /// Ends the claim of `start`.
    func finish() { isBusy = false }

    func lost() -> PostgresError { PostgresError(.connectionLost, message: wire.message) }

    /// Reads results to the end; the first failure is thrown once all have been read.
    func collect(
        _ statement: Statement, _ file: String, _ line: UInt, allowsCopy: Bool = false
    ) async throws(PostgresError) -> [PostgresResult] {
        var results: [PostgresResult] = []
        var failure: PostgresError?
        while true {
            guard wire.isOpen else { throw failure ?? lost() }
            let seen = eventCount
            switch wire.receive() {
            case .nothing:
                guard isConsumable else { throw failure ?? lost() }
                await socketEvent(after: seen)
            case .end:
                if let failure { throw failure }
                return results
            case .result(let result, PGRES_COPY_IN):
                results.append(result)
                if allowsCopy { return results }
                _ = wire.sendCopyEnd(error: "COPY FROM STDIN needs copyIn")
                guard wire.flush() else { throw lost() }
            case .result(let result, let status)
            where status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK || status == PGRES_EMPTY_QUERY:
                results.append(result)
            case .result(let result, _):
                let report = ServerReport(result: result.pointer)
                let code: PostgresError.Code = report.endsConnection ? .connectionLost : .server
                failure =
                    failure
                    ?? PostgresError(code, report, statement: statement, file: file, line: line)
            }
        }
    }

    /// Suspends until something has arrived since the caller's last look, or the connection closes.
    ///
    /// - Parameter seen: `eventCount` before that look. The way from there to here may pass through the
    ///   reactor's queue, and an event that came meanwhile would otherwise find nobody to wake.
    func socketEvent(after seen: UInt64) async {
        await withTaskCancellationHandler {
            await withUnsafeContinuation { arriving in
                if eventCount == seen { waiter = arriving } else { arriving.resume() }
            }
        } onCancel: {
            reactor.perform { self.assumeIsolated { $0.cancelCommand() } }
        }
    }

    private func cancelCommand() {
        // Waiting for a notification there is nothing to cancel: the waiter looks at its task.
        guard isBusy else { return wake() }
        cancelLane.submit(owner: 0) { [cancelRight] in cancelRight.request() }
    }

    nonisolated func socketReady() {
        assumeIsolated { $0.readSocket() }
    }

    private func readSocket() {
        guard wire.isOpen else { return }
        isConsumable = wire.consume()
        while let (channel, payload) = wire.notification() { notifications.add(channel, payload) }
        // A dead socket stays readable for ever; the results that came before its end remain.
        if !isConsumable, !isBusy { wire.close() }
        wake()
    }

    private func wake() {
        eventCount &+= 1
        exchange(&waiter, with: nil)?.resume()
    }

    /// The next notification; nil when the connection is gone or the task canceled.
    func nextNotification() async -> ListenerEvent? {
        while !Task.isCancelled {
            let seen = eventCount
            if let event = notifications.take() { return event }
            guard wire.isOpen, isConsumable else { return nil }
            await socketEvent(after: seen)
        }
        return nil
    }
}
