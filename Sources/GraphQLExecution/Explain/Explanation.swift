import Synchronization

/// How an operation is answered, for a developer who may know it: its plan, what decided on each of its
/// fields, and the statements that ran.
///
/// Made for one request and handed along with its account. Whoever runs statements notes them; the response
/// tells everything as `extensions.explain`. It names tables and rules: only those who may read the server's
/// own files are given one.
public final class Explanation: Sendable {
    /// What becomes of the operation.
    public enum Mode: String, Sendable {
        /// It is planned, and not run: `data` is null.
        case plan
        /// It runs as ever.
        case run
    }

    /// One statement that ran.
    public struct Statement: Sendable {
        /// What logs call it.
        public let name: String
        /// What ran.
        public let text: String
        /// The transaction, by a number of the process.
        public let session: UInt64
        /// The round within the transaction, from 0: the statements of one travel together.
        public let round: Int
        /// Rows returned or changed; nil when it failed.
        public let rowCount: Int?
        /// From sending the round to the arrival of this result.
        public let elapsed: Duration
        /// Whether it only begins or ends the transaction.
        public let isOverhead: Bool

        /// A statement as whoever ran it saw it.
        public init(
            name: String, text: String, session: UInt64, round: Int, rowCount: Int?, elapsed: Duration,
            isOverhead: Bool
        ) {
            self.name = name
            self.text = text
            self.session = session
            self.round = round
            self.rowCount = rowCount
            self.elapsed = elapsed
            self.isOverhead = isOverhead
        }
    }

    /// Most statements that are told: an import in one mutation must not multiply its answer.
    public static let statementCountMax = 500

    /// What becomes of the operation.
    public let mode: Mode
    private let noted = Mutex<[Statement]>([])

    /// Nothing noted yet.
    public init(_ mode: Mode) {
        self.mode = mode
    }

    /// Notes a statement that ran, in the order in which they end. Any thread; quick.
    public func note(_ statement: Statement) {
        noted.withLock { statements in
            if statements.count < Self.statementCountMax { statements.append(statement) }
        }
    }

    /// What ran so far.
    public var statements: [Statement] { noted.withLock { $0 } }
}
