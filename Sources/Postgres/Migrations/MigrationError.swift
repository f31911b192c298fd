/// Why a migration did not run, in one line that tells the operator what to look at.
///
/// The operator runs migrations with the owner's rights, so the server's own words are part of the text;
/// nothing of it ever reaches a client of the API.
public enum MigrationError: Error, Sendable {
    /// A directory or file cannot be read, or is not UTF-8.
    case unreadable(path: String)
    /// The files do not form pairs with numbers of their own.
    case malformed(file: String, reason: String)
    /// A file was changed after it had been applied.
    case changed(file: String)
    /// The database has a step for which there is no file: it was migrated by a newer build.
    case unknownStep(label: String)
    /// A file was added before one that is applied already.
    case outOfOrder(file: String)
    /// Another process migrates, and did not end within the time allowed.
    case locked
    /// A statement of a file failed; what it did is rolled back, unless the file runs without a transaction.
    case failed(file: String, PostgresError)
    /// The database could not be asked at all.
    case database(PostgresError)
}

extension MigrationError: PostgresFailure {
    /// Wraps a failure outside of any file.
    public init(_ error: PostgresError) {
        self = .database(error)
    }
}

extension MigrationError: CustomStringConvertible {
    /// One line for the operator.
    public var description: String {
        switch self {
        case .unreadable(let path): "cannot read \(path) as UTF-8 text"
        case .malformed(let file, let reason): "\(file): \(reason)"
        case .changed(let file): "\(file) was changed after it had been applied"
        case .unknownStep(let label): "the database has \(label), for which there is no file here"
        case .outOfOrder(let file):
            "\(file) comes before a file that is applied already; give it a new number"
        case .locked: "another process is migrating this database"
        case .failed(let file, let error): "\(file): \(Self.detail(error))"
        case .database(let error): Self.detail(error)
        }
    }

    private static func detail(_ error: PostgresError) -> String {
        error.message.isEmpty ? error.description : String(reflecting: error)
    }
}
