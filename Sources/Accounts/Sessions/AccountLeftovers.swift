public import Postgres

/// What logins leave behind and nobody asks for again: sessions that have ended, counters of guesses that are
/// a day old.
public enum AccountLeftovers {
    /// `refresh_tokens_end_idx` serves it. A token is kept as long as its family could go on, since one that
    /// is used twice ends the family.
    private static let sessions = Statement(
        "AccountLeftovers.sessions",
        """
        DELETE FROM refresh_tokens WHERE id IN (
          SELECT id FROM refresh_tokens WHERE family_expires_at < now() - interval '1 day'
          ORDER BY family_expires_at LIMIT $1 FOR UPDATE SKIP LOCKED)
        """, parameters: [.int8])

    /// Statements that each delete so many rows at most; what others hold is left to them.
    public static func deleting(_ countMax: Int) -> [BoundStatement] {
        [sessions, GuessThrottle.sweep].map { $0.bind(.int64(Int64(clamping: countMax))) }
    }
}
