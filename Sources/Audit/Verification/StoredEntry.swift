internal import Postgres

/// An entry as the table holds it, with the hashes beside it.
struct StoredEntry {
    /// The entry.
    var entry: AuditEntry
    /// The hash that it says to continue.
    var previous: [UInt8]
    /// The hash that it says to have.
    var hash: [UInt8]

    /// Entries of a chain behind a place; `audit_log_organization_id_chain_id_sequence_key` serves it.
    ///
    /// Arrays come as their members' bytes one after the other, as the hash takes them.
    static let page = Statement(
        "StoredEntry.page",
        """
        SELECT id, branch_id, sequence, occurred_at, action, note, reason, actor_kind, actor_id, member_id,
          role, address, request_id, \(bytes("entity_ids")), \(bytes("person_ids")),
          before_image, before_salt, before_digest, after_image, after_salt, after_digest,
          previous_hash, hash
        FROM audit_log
        WHERE organization_id = $1 AND chain_id = $2 AND sequence > $3 ORDER BY sequence LIMIT $4
        """, parameters: [.uuid, .uuid, .int8, .int8])

    private static func bytes(_ column: String) -> String {
        "(SELECT string_agg(uuid_send(e), '' ORDER BY n) FROM unnest(\(column)) WITH ORDINALITY AS u (e, n))"
    }

    /// The sequence of a row, readable whatever else is wrong with it.
    static func sequence(_ result: PostgresResult, _ row: Int) -> Int64? { result.int(row, 2) }

    /// Reads a row of ``page``; nil when a value is none that this build writes.
    init?(_ result: PostgresResult, _ row: Int, organization: UUIDBytes) {
        guard let id = result.uuid(row, 0), let sequence = result.int(row, 2),
            let occurredAt = result.timestamp(row, 3), let action = result.string(row, 4),
            let kind = result.string(row, 7).flatMap({ AuditActor.Kind(rawValue: $0) }),
            let role = result.string(row, 10), let previous = result.bytes(row, 21),
            let hash = result.bytes(row, 22)
        else { return nil }
        let actor = AuditActor(
            kind: kind, id: result.uuid(row, 8), member: result.uuid(row, 9), role: role,
            address: result.string(row, 11), requestID: result.string(row, 12))
        entry = AuditEntry(
            id: id, chain: AuditChain(organization: organization, branch: result.uuid(row, 1)),
            sequence: sequence, occurredAt: occurredAt, action: action, note: result.string(row, 5),
            reason: result.string(row, 6), actor: actor)
        entry.entities = Self.uuids(result.bytes(row, 13) ?? [])
        entry.people = Self.uuids(result.bytes(row, 14) ?? [])
        entry.before = Self.snapshot(result, row, 15)
        entry.after = Self.snapshot(result, row, 18)
        self.previous = previous
        self.hash = hash
    }

    private static func uuids(_ bytes: [UInt8]) -> [UUIDBytes] {
        stride(from: 0, to: bytes.count, by: 16).compactMap { start in
            bytes[start..<min(start + 16, bytes.count)].withUnsafeBytes { UUIDBytes($0) }
        }
    }

    /// The table's checks let all three be null or none.
    private static func snapshot(_ result: PostgresResult, _ row: Int, _ column: Int) -> AuditSnapshot? {
        guard let text = result.string(row, column), let salt = result.bytes(row, column + 1),
            let digest = result.bytes(row, column + 2)
        else { return nil }
        return AuditSnapshot(text: text, salt: salt, digest: digest)
    }
}
