public import Postgres

/// Answers that were kept for a repetition that can come no more.
public enum ExpiredAnswers {
    /// `idempotency_keys_expiry_idx` serves it; one that is being used again is left alone.
    private static let delete = Statement(
        "ExpiredAnswers.delete",
        """
        DELETE FROM idempotency_keys WHERE organization_id = $1 AND id IN (
          SELECT id FROM idempotency_keys WHERE organization_id = $1 AND expires_at <= now()
          ORDER BY expires_at LIMIT $2 FOR UPDATE SKIP LOCKED)
        """, parameters: [.uuid, .int8])

    /// Deletes so many of an organization's at most, in a transaction of that tenant.
    public static func deleting(_ countMax: Int, of organization: UUIDBytes) -> BoundStatement {
        delete.bind(.uuid(organization), .int64(Int64(clamping: countMax)))
    }
}
