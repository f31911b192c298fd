internal import GraphQLExecution
internal import Postgres

/// A load whose rows may be kept: its statement with everything that it depends on.
///
/// The text holds the row rules of the role and the columns of the plan; the parameters hold the keys, the
/// branches within reach, the claims, the language and the moment. What is left is the tenant, which row
/// level security reads of the session, and its edition.
struct CachedLoad: Sendable, Hashable {
    let organization: UUIDBytes
    let edition: String
    let statement: Statement
    let parameters: [ParameterValue]
    private let hash: Int

    init(_ statement: BoundStatement, of organization: UUIDBytes, at edition: String) {
        self.organization = organization
        self.edition = edition
        self.statement = statement.statement
        parameters = statement.parameters
        var hasher = Hasher()
        hasher.combine(organization)
        hasher.combine(edition)
        hasher.combine(self.statement)
        for parameter in parameters { parameter.feed(&hasher) }
        // Before the lock: arrays of keys are long.
        hash = hasher.finalize()
    }

    static func == (left: Self, right: Self) -> Bool {
        left.hash == right.hash && left.organization == right.organization && left.edition == right.edition
            && left.statement == right.statement && left.parameters == right.parameters
    }

    func hash(into hasher: inout Hasher) { hasher.combine(hash) }

    /// About what it takes in memory besides the statement, which plans share.
    var byteCount: Int { parameters.reduce(128 + edition.utf8.count) { $0 + $1.byteCount } }
}

extension ParameterValue {
    /// As its own hash, with arrays as bytes instead of one by one.
    fileprivate func feed(_ hasher: inout Hasher) {
        switch self {
        case .array(let bytes), .bytes(let bytes):
            bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
            hasher.combine(bytes.count)
        default: hasher.combine(self)
        }
    }

    fileprivate var byteCount: Int {
        switch self {
        case .array(let bytes), .bytes(let bytes): 48 + bytes.count
        case .text(let text), .json(let text): 48 + text.utf8.count
        default: 24
        }
    }
}

extension LoadCall {
    /// Whether its rows may be kept where only some tables are watched, and whether they depend on the clock.
    func isKept(reading names: Set<String>, as bound: BoundStatement) -> (isKept: Bool, readsClock: Bool) {
        guard let context = statement.context as? LoadContext, let tables = context.reads.tables,
            tables.isSubset(of: names)
        else { return (false, false) }
        guard let number = context.reads.momentParameter else { return (true, false) }
        guard bound.parameters.indices.contains(number - 1) else { return (false, false) }
        return (true, bound.parameters[number - 1] == .null)
    }
}
