public import Postgres

/// The statements behind personal keys.
public enum PersonalKeyRow {
    /// Makes keys for those who never had one; `personal_keys_pkey` decides, in the order of the ids.
    private static let make = Statement(
        "PersonalKeyRow.make",
        """
        INSERT INTO personal_keys (organization_id, id, key)
        SELECT $1, made.id, made.key FROM unnest($2, $3) AS made (id, key) ORDER BY made.id
        ON CONFLICT DO NOTHING
        """, parameters: [.uuid, .uuidArray, byteaArray])

    /// `personal_keys_pkey` serves it.
    private static let find = Statement(
        "PersonalKeyRow.find",
        "SELECT id, key FROM personal_keys WHERE organization_id = $1 AND id = ANY($2) AND key IS NOT NULL",
        parameters: [.uuid, .uuidArray])

    /// `personal_keys_pkey` serves it. A person without a key gets the mark too, so that none is made later.
    private static let erasure = Statement(
        "PersonalKeyRow.erase",
        """
        INSERT INTO personal_keys (organization_id, id, key, erased_at) VALUES ($1, $2, NULL, now())
        ON CONFLICT (organization_id, id) DO UPDATE SET key = NULL, erased_at = excluded.erased_at
        WHERE personal_keys.key IS NOT NULL
        """, parameters: [.uuid, .uuid])

    private static let byteaArray = PostgresType(rawValue: 1001)

    /// Erases people's keys and that of the tenant's stored answers: every value sealed with them is gone for
    /// good, once backups that hold the keys are. Doing it twice changes nothing for the people.
    ///
    /// - Parameter nextAnswers: the row of the next key of answers.
    /// - Throws: ``AuditFailure/impossible(_:)`` where the process has no master key.
    public static func erase(
        _ people: [UUIDBytes], in organization: UUIDBytes, nextAnswers: UUIDBytes
    ) throws(AuditFailure) -> [BoundStatement] {
        // First that of the answers: who has just made one may be about to take the keys of people, which
        // come in the order of their ids, here and there.
        try AnswerKeyRow.replace(by: nextAnswers, in: organization)
            + people.sorted { ($0.high, $0.low) < ($1.high, $1.low) }
            .map { erasure.bind(.uuid(organization), .uuid($0)) }
    }

    /// Statements of which the last returns the keys of people, made where they never had one.
    ///
    /// - Throws: ``AuditFailure/impossible(_:)`` where the process has no master key.
    public static func take(
        _ people: Set<UUIDBytes>, _ organization: UUIDBytes
    ) throws(AuditFailure) -> [BoundStatement] {
        let people = Array(people)
        var keys = PostgresArrayBuilder(
            .bytea, capacity: people.count, elementLength: PersonalKey.wrappedByteCount)
        for person in people {
            guard let key = PersonalKey(of: person, in: organization).wrapped() else {
                throw .impossible("there is no master key to wrap a person's key with")
            }
            key.withUnsafeBufferPointer { keys.append($0.baseAddress, length: $0.count) }
        }
        let ids = ParameterValue.uuids(people)
        return [make.bind(.uuid(organization), ids, keys.finish()), find.bind(.uuid(organization), ids)]
    }

    /// The keys of the last statement of ``take(_:_:)``.
    ///
    /// - Throws: ``AuditFailure/impossible(_:)`` for a key that cannot be opened: to go on without it would
    ///   be to lose what is to be sealed.
    public static func keys(
        _ result: PostgresResult, _ organization: UUIDBytes
    ) throws(AuditFailure) -> [UUIDBytes: PersonalKey] {
        var keys: [UUIDBytes: PersonalKey] = [:]
        for row in 0..<result.rowCount {
            guard let person = result.uuid(row, 0), let bytes = result.bytes(row, 1) else { continue }
            guard let key = PersonalKey(stored: bytes, of: person, in: organization) else {
                throw .impossible("no master key opens the key of \(person)")
            }
            keys[person] = key
        }
        return keys
    }
}
