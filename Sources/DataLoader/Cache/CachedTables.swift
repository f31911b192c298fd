public import Postgres

/// The tables whose rows a ``RowCache`` may keep, and how it learns that they have changed.
public struct CachedTables: Sendable {
    /// Their names. A load is kept only if it reads no other table.
    let names: Set<String>
    /// Takes the tenant and returns one row: its edition as text, and for how many microseconds from the
    /// transaction's `now()` the clock alone changes nothing.
    let edition: Statement

    /// Tables of which every change, by whomever, changes the tenant's edition in the same transaction.
    ///
    /// - Parameters:
    ///   - names: the tables.
    ///   - edition: `$1` is the tenant. Two snapshots that show the same text must show the same rows of all
    ///     the tables; it needs no order. The second column is null where nothing is known of the clock.
    public init(_ names: Set<String>, edition: Statement) {
        self.names = names
        self.edition = edition
    }
}

/// Limits of a ``RowCache``.
public struct RowCacheLimits: Sendable {
    /// Most bytes of rows that are kept in this process.
    public var byteCountMax = 64 << 20
    /// How long an edition passes for the latest without asking the database again.
    public var trust: Duration = .milliseconds(250)

    /// The defaults.
    public init() {}
}

/// What a ``RowCache`` has come to, for metrics and tests.
public struct RowCacheCounters: Sendable, Equatable {
    /// Loads that were answered from memory so far.
    public var hits = 0
    /// Loads that could have been, and had to be made.
    public var misses = 0
    /// Operations without a single statement so far.
    public var wholeAnswers = 0
    /// Bytes held now.
    public var byteCount = 0
}
