/// Whether the server plans a statement once or for the values of each run.
///
/// - SeeAlso: PostgreSQL, `plan_cache_mode`
public enum PlanCacheMode: Sendable {
    /// One plan for whatever values, made once a connection: for rows that are found by keys.
    ///
    /// Left to itself the server takes an array of unknown length for ten keys, finds a plan for the one key
    /// that it is given cheaper, and makes it anew for every run; that costs several times what finding the
    /// row does.
    case generic
    /// The server weighs: for statements whose best plan depends on the values, such as pages and filters.
    case byServer
    /// There is nothing to choose: no rows are looked for.
    case either

    /// What a round of statements asks for; nil where all the same.
    static func wanted(by round: [BoundStatement]) -> PlanCacheMode? {
        var wanted: PlanCacheMode?
        for bound in round {
            switch bound.statement.plans {
            case .byServer: return .byServer
            case .generic: wanted = .generic
            case .either: break
            }
        }
        return wanted
    }

    /// That of a fresh transaction: what most of its statements ask for.
    static func initial(isWrite: Bool) -> PlanCacheMode { isWrite ? .byServer : .generic }

    /// The value of `plan_cache_mode`.
    var setting: String { self == .generic ? "force_generic_plan" : "auto" }
}
