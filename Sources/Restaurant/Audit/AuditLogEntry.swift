internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import GraphQLSchema
internal import Postgres

/// One act: who did what, and what it changed. Entries of branches out of reach are not there, and neither
/// are the organization's own for who reaches some branches only.
///
/// - SeeAlso: `schema.graphql`, type `AuditLogEntry`; `Config/permissions.yaml`, key `AuditLogEntry`.
enum AuditLogEntry: ObjectType {
    static let table: DataLoader.Table? = rows
    static let rows = DataLoader.Table("audit_log", columns: Columns.all, branch: "branch_id")

    enum Columns {
        static let id = Column<UUIDBytes>("id", at: 0)
        static let branchID = Column<UUIDBytes?>("branch_id", at: 1)
        static let sequence = Column<Int64>("sequence", at: 2)
        static let occurredAt = Column<Instant>("occurred_at", at: 3)
        static let action = Column<String>("action", at: 4)
        static let note = Column<String?>("note", at: 5)
        static let reason = Column<String?>("reason", at: 6)
        static let actorKind = Column<String>("actor_kind", at: 7)
        static let actorID = Column<UUIDBytes?>("actor_id", at: 8)
        static let role = Column<String>("role", at: 9)
        static let address = Column<String?>("address", at: 10)
        static let requestID = Column<String?>("request_id", at: 11)
        static let before = Column<String?>("before_shown", at: 12, shown("before_image"))
        static let after = Column<String?>("after_shown", at: 13, shown("after_image"))
        /// The keys of the people within, for ``RevealedSnapshot``; `personal_keys_pkey` serves it.
        static let keys = Column<String?>(
            "person_keys", at: 14,
            """
            (SELECT string_agg(concat_ws(' ', k.organization_id, k.id, encode(k.key, 'hex')), ',') \
            FROM personal_keys AS k \
            WHERE \(tenant: "k") AND k.id = ANY(t.person_ids) AND k.key IS NOT NULL)
            """)
        static let all = columnList(
            id, branchID, sequence, occurredAt, action, note, reason, actorKind, actorID, role, address,
            requestID, before, after, keys)

        /// A page of the log must fit into memory, whatever its entries have changed.
        private static func shown(_ image: String) -> SQLTemplate {
            """
            CASE WHEN octet_length(t.\(column: image)) <= 262144 THEN t.\(column: image) \
            ELSE '{"tooLargeToShow":' || octet_length(t.\(column: image)) || '}' END
            """
        }
    }

    static let fields: [Field] = [
        .id("id", Columns.id, .auditEntry),
        .column("occurredAt", Columns.occurredAt),
        .column("action", Columns.action),
        .column("note", Columns.note),
        .column("reason", Columns.reason),
        .column("actorKind", Columns.actorKind, as: .plainText),
        .value("actorId", Columns.actorKind, Columns.actorID, actorID),
        .column("role", Columns.role, as: .plainText),
        .column("address", Columns.address),
        .column("requestId", Columns.requestID),
        .one("branch", Branch.byID, key: .column(Columns.branchID)),
        .column("sequence", Columns.sequence),
        .value("before", Columns.before, Columns.keys, RevealedSnapshot.output),
        .value("after", Columns.after, Columns.keys, RevealedSnapshot.output),
    ]

    /// The latest first; `audit_log_time_idx` has it.
    static let order = PageOrder(Columns.occurredAt, Columns.id).descending

    /// `audit_log_pkey` serves it.
    static let byID = BatchLoader.one("AuditLogEntry.byID", rows, .column(Columns.id))
    /// `audit_log_time_idx` serves it and the limits in time; what else is asked for filters along it.
    static let matching = BatchLoader.page(
        "AuditLogEntry.matching", rows,
        .keys(
            [
                "branch_id": .uuid, "action": .text, "actor_id": .uuid, "entity_id": .uuid,
                "request_id": .text, "since": .timestamptz, "until": .timestamptz,
                // A key whose last part is null names nothing; all others may be.
                "asked": .boolean,
            ],
            match: """
                (k.branch_id IS NULL OR t.branch_id = k.branch_id) \
                AND (k.action IS NULL OR t.action = k.action) \
                AND (k.actor_id IS NULL OR t.actor_id = k.actor_id) \
                AND (k.entity_id IS NULL OR k.entity_id = ANY(t.entity_ids)) \
                AND (k.request_id IS NULL OR t.request_id = k.request_id) \
                AND t.occurred_at >= coalesce(k.since, '-infinity') \
                AND t.occurred_at < coalesce(k.until, 'infinity')
                """),
        order: order)

    /// The arguments of `Query.auditLog` as the parts of ``matching``'s key.
    static let door = Field.page(
        "auditLog", matching, order: order, key: .id("branchId", .branch), .text("action"),
        .anyID("actorId"), .anyID("entityId"), .text("requestId"), .moment("since"), .moment("until"),
        .constant([1]))

    /// The ID of a login or a key; guests and the server itself have none.
    @Sendable
    private static func actorID(
        _ kind: String, _ id: UUIDBytes?, _ request: FieldRequest
    ) throws(FieldError) -> Output {
        let entity: EntityKind? =
            switch kind {
            case "USER": .user
            case "API_KEY": .apiKey
            default: nil
            }
        guard let entity, let id else { return .null }
        return .string(entity.id(id))
    }
}

extension KeyPart {
    /// A text as a key; texts that no column can hold match nothing.
    fileprivate static func text(_ argument: String) -> KeyPart {
        .argument(argument) { value in
            guard case .string(let text) = value, !text.utf8.contains(0) else { return nil }
            return Array(text.utf8)
        }
    }

    /// An ID of whatever kind as a key.
    fileprivate static func anyID(_ argument: String) -> KeyPart {
        .argument(argument) { value in
            guard case .string(let id) = value else { return nil }
            return Domain.TypeID(id)?.uuidBytes
        }
    }

    /// A moment as a key.
    fileprivate static func moment(_ argument: String) -> KeyPart {
        .argument(argument) { value in
            guard case .string(let text) = value, let instant = Instant(rfc3339: text) else { return nil }
            return withUnsafeBytes(of: instant.microseconds.bigEndian) { Array($0) }
        }
    }
}
