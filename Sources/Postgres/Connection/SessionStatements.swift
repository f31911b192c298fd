/// The statements that sessions add to those of their callers.
enum SessionStatements {
    /// Sets the tenant until the end of the transaction; never at session level.
    static let setTenant = Statement(
        "session.tenant", "SELECT pg_catalog.set_config('app.organization', $1, true)", parameters: [.text],
        plans: .either)
    /// Says how statements are planned until the end of the transaction.
    static let setPlans = Statement(
        "session.plans", "SELECT pg_catalog.set_config('plan_cache_mode', $1, true)", parameters: [.text],
        plans: .either)
    static let begin = Statement("session.begin", "BEGIN", plans: .either)
    static let commit = Statement("session.commit", "COMMIT", plans: .either)
    static let rollback = Statement("session.rollback", "ROLLBACK", plans: .either)
    /// True when the tenant of an earlier session is gone: after a local set it is empty, before it null.
    static let check = Statement(
        "session.check",
        "SELECT coalesce(pg_catalog.current_setting('app.organization', true), '') = ''", plans: .either)
}
