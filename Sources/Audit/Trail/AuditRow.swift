internal import Postgres

/// The statements behind entries and heads.
enum AuditRow {
    /// The tenant of the entries; a mutation without one writes to the platform's chain.
    static let enter = Statement(
        "AuditRow.enter", "SELECT set_config('app.organization', $1, true)", parameters: [.text],
        plans: .either)

    /// `event_counters_pkey` serves it; rows are locked in the order of their ids.
    static let lock = Statement(
        "AuditRow.lock",
        """
        SELECT id, audit_sequence, audit_hash FROM event_counters
        WHERE organization_id = $1 AND id = ANY($2) ORDER BY id FOR UPDATE
        """, parameters: [.uuid, .uuidArray], plans: .generic)

    /// Not the transaction's time, which may be earlier than an entry that came first.
    static let clock = Statement("AuditRow.clock", "SELECT clock_timestamp()", plans: .either)

    /// The heads of ``lock`` by branch.
    static func heads(_ result: PostgresResult) -> [UUIDBytes?: AuditHead] {
        var heads: [UUIDBytes?: AuditHead] = [:]
        for row in 0..<result.rowCount {
            guard let id = result.uuid(row, 0), let sequence = result.int(row, 1),
                let hash = result.bytes(row, 2)
            else { continue }
            heads[id == AuditChain.none ? nil : id] = AuditHead(sequence: sequence, hash: hash)
        }
        return heads
    }

    /// The columns in the order of ``insert(_:after:)``.
    private static let columns: [(name: String, type: PostgresType)] = [
        ("organization_id", .uuid), ("id", .uuid), ("chain_id", .uuid), ("sequence", .int8),
        ("branch_id", .uuid), ("occurred_at", .timestamptz), ("action", .text), ("note", .text),
        ("reason", .text), ("actor_kind", .text), ("actor_id", .uuid), ("member_id", .uuid), ("role", .text),
        ("address", .text), ("request_id", .text), ("entity_ids", .uuidArray), ("person_ids", .uuidArray),
        ("before_image", .text), ("before_salt", .bytea), ("before_digest", .bytea), ("after_image", .text),
        ("after_salt", .bytea), ("after_digest", .bytea), ("previous_hash", .bytea), ("hash", .bytea),
    ]

    /// The trigger `audit_log_chain` moves the head.
    private static let statement = Statement(
        "AuditRow.insert",
        """
        INSERT INTO audit_log (\(columns.map(\.name).joined(separator: ", ")))
        VALUES (\(columns.indices.map { "$\($0 + 1)" }.joined(separator: ", ")))
        """, parameters: columns.map(\.type), plans: .either)

    /// Writes an entry behind a head.
    static func insert(_ entry: AuditEntry, after head: AuditHead) -> BoundStatement {
        let chain: [ParameterValue] = [
            .uuid(entry.chain.organization), .uuid(entry.id), .uuid(entry.chain.id), .int64(entry.sequence),
            .optional(entry.chain.branch), .timestamp(entry.occurredAt), .text(entry.action),
            .optional(entry.note), .optional(entry.reason),
        ]
        let actor: [ParameterValue] = [
            .text(entry.actor.kind.rawValue), .optional(entry.actor.id), .optional(entry.actor.member),
            .text(entry.actor.role), .optional(entry.actor.address), .optional(entry.actor.requestID),
        ]
        let rows: [ParameterValue] = [.uuids(entry.entities), .uuids(entry.people)]
        let hashes: [ParameterValue] = [.bytes(head.hash), .bytes(entry.hash(after: head.hash))]
        return BoundStatement(
            statement, chain + actor + rows + values(entry.before) + values(entry.after) + hashes)
    }

    private static func values(_ snapshot: AuditSnapshot?) -> [ParameterValue] {
        guard let snapshot else { return [.null, .null, .null] }
        return [.text(snapshot.text), .bytes(snapshot.salt), .bytes(snapshot.digest)]
    }
}

extension ParameterValue {
    /// A UUID or null.
    static func optional(_ value: UUIDBytes?) -> ParameterValue { value.map { .uuid($0) } ?? .null }

    /// A text or null.
    static func optional(_ value: String?) -> ParameterValue { value.map { .text($0) } ?? .null }

    /// An array of UUIDs.
    static func uuids(_ values: [UUIDBytes]) -> ParameterValue {
        var array = PostgresArrayBuilder(.uuid, capacity: values.count)
        for value in values { array.append(value) }
        return array.finish()
    }
}
