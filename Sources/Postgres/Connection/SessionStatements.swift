/// The statements that sessions add to those of their callers.
enum SessionStatements {
    /// Sets the tenant until the end of the transaction; never at session level.
    static let setTenant = Statement(
        "session.tenant", "SELECT pg_catalog.set_config('app.organization', $1, true)", parameters: [.text])
    static let begin = Statement("session.begin", "BEGIN")
    static let commit = Statement("session.commit", "COMMIT")
    static let rollback = Statement("session.rollback", "ROLLBACK")
    /// True when the tenant of an earlier session is gone: after a local set it is empty, before it null.
    static let check = Statement(
        "session.check",
        "SELECT coalesce(pg_catalog.current_setting('app.organization', true), '') = ''")
}
