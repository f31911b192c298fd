/// The form in which a statement's result columns come back.
public enum ResultFormat: Int32, Sendable {
    case text = 0
    case binary = 1
}

/// A SQL text that is prepared once per connection and run many times.
///
/// A class, so that binding it costs one retain; the hash of the text is computed once, so that finding the
/// prepared statement of a connection does not read the text again. Two statements with equal text, types and
/// format are the same prepared statement, whatever their names.
public final class Statement: Sendable {
    /// What logs, observers and errors call it, such as `MenuItem.byCategory`.
    public let name: String
    /// The SQL with `$1`, `$2`, … for parameters.
    public let sql: String
    /// The types of the parameters, in order; missing ones are inferred by the server.
    public let parameterTypes: [PostgresType]
    /// The form of all result columns.
    public let resultFormat: ResultFormat
    /// How often it is planned.
    public let plans: PlanCacheMode
    private let textHash: Int

    /// Makes a statement; nothing is sent until it runs.
    public init(
        _ name: String, _ sql: String, parameters: [PostgresType] = [], results: ResultFormat = .binary,
        plans: PlanCacheMode = .byServer
    ) {
        self.name = name
        self.sql = sql
        parameterTypes = parameters
        resultFormat = results
        self.plans = plans
        var hasher = Hasher()
        hasher.combine(sql)
        hasher.combine(parameters)
        textHash = hasher.finalize()
    }

    /// The statement with values for its parameters.
    public func bind(_ parameters: ParameterValue...) -> BoundStatement {
        BoundStatement(self, parameters)
    }
}

extension Statement: Hashable {
    public static func == (left: Statement, right: Statement) -> Bool {
        left === right
            || left.textHash == right.textHash && left.sql == right.sql
                && left.parameterTypes == right.parameterTypes
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(textHash)
    }
}

/// A statement together with the values of its parameters: one entry of a round.
public struct BoundStatement: Sendable {
    /// What to run.
    public let statement: Statement
    /// The values, in the order of `$1`, `$2`, ….
    public let parameters: [ParameterValue]

    /// Binds `parameters` in the order of `$1`, `$2`, ….
    public init(_ statement: Statement, _ parameters: [ParameterValue] = []) {
        self.statement = statement
        self.parameters = parameters
    }
}
