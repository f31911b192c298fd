/// Brings a database to the schema of this build and back, one file at a time.
///
/// Each file runs in a transaction together with the row that records it, so that a failure or a kill leaves
/// a whole number of files applied. A file that begins with `-- no-transaction` is the exception: its
/// statements must bear repetition (`DROP INDEX CONCURRENTLY IF EXISTS` before `CREATE INDEX CONCURRENTLY`),
/// since after a failure the next run starts it again. Rejected: one transaction around all files, which
/// holds every lock to the end.
public struct MigrationRunner: Sendable {
    private let migrations: MigrationSet
    private let patience: MigrationPatience

    /// A runner for a set of files.
    public init(_ migrations: MigrationSet, patience: MigrationPatience = MigrationPatience()) {
        self.migrations = migrations
        self.patience = patience
    }

    /// Applies what is pending and returns its labels in order; none when the database is up to date.
    ///
    /// - Parameters:
    ///   - connection: a connection of the owner.
    ///   - last: the number of the last file to apply; all when nil.
    /// - Throws: `.changed`, `.unknownStep` and `.outOfOrder` before anything is done; `.failed` with the
    ///   files
    ///   before it applied.
    @discardableResult
    public func up(
        _ connection: PostgresConnection, to last: Int? = nil
    ) async throws(MigrationError) -> [String] {
        try await hold(connection) { log throws(MigrationError) in
            try await prepare(log)
            let pending = try await checkedPending(log)
            var done: [String] = []
            for file in pending where file.number <= last ?? .max {
                try await apply(file, script: file.up, suffix: "up", on: connection) {
                    () throws(PostgresError) in
                    try await log.record(file)
                }
                done.append(file.label)
            }
            return done
        }
    }

    /// Takes the last `steps` files back and returns their labels, the last one first.
    ///
    /// - Throws: as ``up(_:to:)``. What a down file drops is gone: it is for development and for a deploy
    ///   that
    ///   must be undone at once.
    @discardableResult
    public func down(
        _ connection: PostgresConnection, steps: Int = 1
    ) async throws(MigrationError) -> [String] {
        try await hold(connection) { log throws(MigrationError) in
            let applied = try await checkedApplied(log)
            var done: [String] = []
            for file in applied.suffix(max(0, steps)).reversed() {
                try await apply(file, script: file.down, suffix: "down", on: connection) {
                    () throws(PostgresError) in
                    try await log.forget(file)
                }
                done.append(file.label)
            }
            return done
        }
    }

    /// Every known step with its state, by number. Changes nothing and takes no lock.
    public func status(_ connection: PostgresConnection) async throws(MigrationError) -> [MigrationStatus] {
        do {
            return try await MigrationLog(connection: connection).statuses(migrations)
        } catch {
            throw MigrationError(error)
        }
    }

    /// Whether the database fits this build. Works with the application's role.
    public func check(_ connection: PostgresConnection) async throws(MigrationError) -> SchemaVersion {
        try await SchemaVersion(status(connection))
    }
}

extension MigrationRunner {
    private func hold(
        _ connection: PostgresConnection, _ body: (MigrationLog) async throws(MigrationError) -> [String]
    ) async throws(MigrationError) -> [String] {
        try await MigrationLock(connection: connection).hold(patience: patience.otherRunner) {
            () throws(MigrationError) in
            try await body(MigrationLog(connection: connection))
        }
    }

    private func prepare(_ log: MigrationLog) async throws(MigrationError) {
        do {
            try await log.prepare()
        } catch {
            throw MigrationError(error)
        }
    }

    /// The files to apply, after a check that those applied are the ones we know, and come first.
    private func checkedPending(_ log: MigrationLog) async throws(MigrationError) -> [MigrationFile] {
        let applied = Set(try await checkedApplied(log).map(\.number))
        let pending = migrations.files.filter { !applied.contains($0.number) }
        if let last = applied.max(), let early = pending.first(where: { $0.number < last }) {
            throw .outOfOrder(file: early.label)
        }
        return pending
    }

    private func checkedApplied(_ log: MigrationLog) async throws(MigrationError) -> [MigrationFile] {
        let statuses: [MigrationStatus]
        do {
            statuses = try await log.statuses(migrations)
        } catch {
            throw MigrationError(error)
        }
        for status in statuses {
            switch status.state {
            case .applied, .pending: break
            case .changed: throw .changed(file: status.label)
            case .unknown: throw .unknownStep(label: status.label)
            }
        }
        let numbers = Set(statuses.filter { $0.state == .applied }.map(\.number))
        return migrations.files.filter { numbers.contains($0.number) }
    }

    /// Runs a script until it gets its locks, with pauses of random length so that it does not march in step
    /// with the requests that hold them.
    private func apply(
        _ file: MigrationFile, script: String, suffix: String, on connection: PostgresConnection,
        record: () async throws(PostgresError) -> Void
    ) async throws(MigrationError) {
        var attempt = 1
        while true {
            do {
                if MigrationFile.isTransactional(script) {
                    try await runInTransaction(script, on: connection, record: record)
                } else {
                    try await runAlone(script, on: connection, record: record)
                }
                return
            } catch {
                guard error.sqlState == .lockNotAvailable, attempt < patience.attempts, !Task.isCancelled
                else {
                    throw .failed(file: "\(file.label).\(suffix).sql", error)
                }
            }
            attempt += 1
            try? await Task.sleep(for: .milliseconds(.random(in: 20...200)))
        }
    }

    private func runInTransaction(
        _ script: String, on connection: PostgresConnection, record: () async throws(PostgresError) -> Void
    ) async throws(PostgresError) {
        do {
            // A schema named like the owner would otherwise come first in the path and catch the tables.
            try await connection.execute(
                script: """
                    BEGIN; SET LOCAL search_path = public;
                    SET LOCAL lock_timeout = \(patience.tableLockMilliseconds)
                    """)
            try await connection.execute(script: script)
            try await record()
            try await connection.execute(script: "COMMIT")
        } catch {
            _ = try? await connection.execute(script: "ROLLBACK")
            throw error
        }
    }

    private func runAlone(
        _ script: String, on connection: PostgresConnection, record: () async throws(PostgresError) -> Void
    ) async throws(PostgresError) {
        try await connection.execute(script: "SET lock_timeout = \(patience.tableLockMilliseconds)")
        do {
            for statement in MigrationFile.statements(of: script) {
                try await connection.execute(script: statement)
            }
            try await record()
        } catch {
            _ = try? await connection.execute(script: "RESET lock_timeout")
            throw error
        }
        try await connection.execute(script: "RESET lock_timeout")
    }
}
