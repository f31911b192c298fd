internal import DataLoader
public import Postgres

/// What an import did, table by table.
public struct MenuImportReport: Sendable, Hashable {
    /// Rows of one table.
    public struct Count: Sendable, Hashable {
        /// The table.
        public let table: String
        /// Rows that were not there before.
        public var created: Int
        /// Rows that were there and differed.
        public var updated: Int
        /// Rows that were there just so.
        public var unchanged: Int
        /// Rows that the file no longer has: links, hours and translations of what it describes, and with
        /// `archivesAbsent` categories, items and modifiers too.
        public var removed: Int
    }

    /// The menu that the file was imported into.
    public let menuID: UUIDBytes
    /// The counts, in the order of writing.
    public internal(set) var counts: [Count]
    /// What branches have to be told; nothing where nothing changed.
    var events: [BranchEvent] = []

    /// Whether the database was already as the file says.
    public var isUnchanged: Bool { counts.allSatisfy { $0.created + $0.updated + $0.removed == 0 } }
}

extension MenuImportReport: CustomStringConvertible {
    /// One line a table that was written.
    public var description: String {
        counts.map { count in
            "\(count.table): \(count.created) new, \(count.updated) changed, \(count.unchanged) as before, "
                + "\(count.removed) removed"
        }.joined(separator: "\n")
    }
}

/// Why a file was not imported. Nothing of it was written.
public enum MenuImportError: Error, Sendable {
    /// The file cannot be read.
    case unreadable(path: String)
    /// No branch has this code.
    case unknownBranch(code: String)
    /// The file has problems: all of them, in the order of the file.
    case invalid([ImportProblem])
    /// The database refused or could not be reached.
    case database(PostgresError)
}

extension MenuImportError: PostgresFailure {
    /// Wraps a failure of the database.
    public init(_ error: PostgresError) {
        self = .database(error)
    }
}

extension MenuImportError: CustomStringConvertible {
    /// One line a problem.
    public var description: String {
        switch self {
        case .unreadable(let path): "cannot read \(path)"
        case .unknownBranch(let code): "there is no branch with the code \"\(code)\""
        case .invalid(let problems): problems.map(\.description).joined(separator: "\n")
        case .database(let error): String(reflecting: error)
        }
    }
}
