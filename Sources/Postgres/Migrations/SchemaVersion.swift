/// Whether a database has the schema that this build was written for: what `serve` asks before it takes a
/// request.
public enum SchemaVersion: Sendable, Hashable {
    /// All files are applied, and nothing else.
    case current(version: Int)
    /// Files wait to be applied: run `comanda migrate up`.
    case behind(pending: [String])
    /// A newer build has migrated it. Steps only add to what a running build uses, so it may go on serving.
    case ahead(unknown: [String])
    /// An applied file differs from the one here: this is another project's or a patched schema.
    case changed(file: String)

    /// Whether this build may serve from the database.
    public var isServable: Bool {
        switch self {
        case .current, .ahead: true
        case .behind, .changed: false
        }
    }
}

/// One line of `comanda migrate status`.
public struct MigrationStatus: Sendable, Hashable {
    /// What is known of a step.
    public enum State: String, Sendable, Hashable {
        /// Applied, with the text that the file has.
        case applied
        /// Not applied yet.
        case pending
        /// Applied, but the file has another text now.
        case changed
        /// Applied by a build that had a file which is not here.
        case unknown
    }

    /// The step's number and name: `0007_staff`.
    public let label: String
    /// The step's number.
    public let number: Int
    /// What is known of it.
    public let state: State
    /// When it was applied, as the server writes it; nil when it was not.
    public let appliedAt: String?
}

extension SchemaVersion {
    /// Sums up a status list.
    init(_ statuses: [MigrationStatus]) {
        let pending = statuses.filter { $0.state == .pending }.map(\.label)
        let unknown = statuses.filter { $0.state == .unknown }.map(\.label)
        if let changed = statuses.first(where: { $0.state == .changed }) {
            self = .changed(file: changed.label)
        } else if !pending.isEmpty {
            self = .behind(pending: pending)
        } else if !unknown.isEmpty {
            self = .ahead(unknown: unknown)
        } else {
            self = .current(version: statuses.map(\.number).max() ?? 0)
        }
    }
}
