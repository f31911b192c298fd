public import Postgres

/// The statements behind the key of a tenant's stored answers: a row among those of persons, of no one
/// person.
///
/// It is half of what seals an answer, the other half being the keys of the people whose rows the answer was
/// read from, see ``PersonalKey/joined(with:)``. Whoever erases a customer's key erases this one too, for the
/// sake of what no row says whose it is: a booking by telephone, the name of a guest at a table.
///
/// - SeeAlso: `Migrations/0062_answer_keys.up.sql`
public enum AnswerKeyRow {
    /// Makes the tenant's key unless there is one; `personal_keys_answers_idx` decides.
    private static let insertion = Statement(
        "AnswerKeyRow.make",
        """
        INSERT INTO personal_keys (organization_id, id, key, seals_answers) VALUES ($1, $2, $3, true)
        ON CONFLICT DO NOTHING
        """, parameters: [.uuid, .uuid, .bytea])

    /// `personal_keys_answers_idx` serves it.
    private static let search = Statement(
        "AnswerKeyRow.find",
        """
        SELECT id, key FROM personal_keys
        WHERE organization_id = $1 AND seals_answers AND key IS NOT NULL
        """, parameters: [.uuid], plans: .generic)

    /// Waits for whoever has just made one; `personal_keys_answers_idx` serves it.
    private static let erasure = Statement(
        "AnswerKeyRow.erase",
        """
        INSERT INTO personal_keys (organization_id, id, key, seals_answers) VALUES ($1, $2, $3, true)
        ON CONFLICT (organization_id) WHERE seals_answers AND key IS NOT NULL
        DO UPDATE SET key = NULL, erased_at = now()
        """, parameters: [.uuid, .uuid, .bytea])

    /// The tenant's key, for ``key(_:in:)``: none before the first answer.
    public static func find(in organization: UUIDBytes) -> BoundStatement {
        search.bind(.uuid(organization))
    }

    /// The key of the result of ``find(in:)`` with the row that holds it.
    ///
    /// - Throws: ``AuditFailure/impossible(_:)`` for a key that no master key of this process opens.
    public static func key(
        _ result: PostgresResult, in organization: UUIDBytes
    ) throws(AuditFailure) -> (id: UUIDBytes, key: PersonalKey)? {
        guard result.rowCount == 1, let id = result.uuid(0, 0), let stored = result.bytes(0, 1)
        else { return nil }
        guard let key = PersonalKey(stored: stored, of: id, in: organization) else {
            throw .impossible("no master key opens the key of stored answers \(id)")
        }
        return (id, key)
    }

    /// A new key, and the statement that stores it unless the tenant has one by now: then nothing opens what
    /// the new one has sealed.
    ///
    /// - Throws: ``AuditFailure/impossible(_:)`` where the process has no master key.
    public static func make(
        _ id: UUIDBytes, in organization: UUIDBytes
    ) throws(AuditFailure) -> (key: PersonalKey, store: BoundStatement) {
        let (key, stored) = try made(id, organization)
        return (key, insertion.bind(.uuid(organization), .uuid(id), .bytes(stored)))
    }

    /// Erases the tenant's key. The next one is there at once: a request that has read what is to be
    /// forgotten, and began before there was any key, cannot store one of its own afterwards.
    ///
    /// - Parameter next: the row of the next key.
    /// - Throws: ``AuditFailure/impossible(_:)`` where the process has no master key.
    static func replace(
        by next: UUIDBytes, in organization: UUIDBytes
    ) throws(AuditFailure) -> [BoundStatement] {
        let (_, stored) = try made(next, organization)
        return [erasure, insertion].map { $0.bind(.uuid(organization), .uuid(next), .bytes(stored)) }
    }

    private static func made(
        _ id: UUIDBytes, _ organization: UUIDBytes
    ) throws(AuditFailure) -> (key: PersonalKey, stored: [UInt8]) {
        let key = PersonalKey(of: id, in: organization)
        guard let stored = key.wrapped() else {
            throw .impossible("there is no master key to wrap the key of stored answers with")
        }
        return (key, stored)
    }
}
