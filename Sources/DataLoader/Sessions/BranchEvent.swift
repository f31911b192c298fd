public import Postgres

/// Something that happened in a branch: screens, webhooks and other servers are told of it in the order of
/// the branch's log.
public struct BranchEvent: Sendable, Hashable {
    /// Where it happened.
    public let branch: UUIDBytes
    /// What happened, as in `order.status_changed`.
    public let type: String
    /// What kind of thing it happened to: the prefix of its ID.
    public let entityKind: String
    /// Which of them.
    public let entity: UUIDBytes
    /// Further facts by name; never a personal value, since the log outlives whoever asks to be forgotten.
    public let payload: [String: String]

    /// An event.
    public init(
        branch: UUIDBytes, type: String, entityKind: String, entity: UUIDBytes,
        payload: [String: String] = [:]
    ) {
        self.branch = branch
        self.type = type
        self.entityKind = entityKind
        self.entity = entity
        self.payload = payload
    }

    /// Appends the event to its branch's log, which numbers it under the lock of the branch's counter.
    ///
    /// - Parameters:
    ///   - id: the new row's.
    ///   - organization: the branch's tenant.
    /// - SeeAlso: `Migrations/0040_events.up.sql`
    public func insertion(id: UUIDBytes, organization: UUIDBytes) -> BoundStatement {
        var names = PostgresArrayBuilder(.text, capacity: payload.count)
        var values = PostgresArrayBuilder(.text, capacity: payload.count)
        for (name, value) in payload.sorted(by: { $0.key < $1.key }) {
            names.append(name)
            values.append(value)
        }
        return Self.insert.bind(
            .uuid(id), .uuid(organization), .uuid(branch), .text(type), .text(entityKind), .uuid(entity),
            names.finish(), values.finish())
    }

    private static let insert = Statement(
        "BranchEvent.insert",
        """
        INSERT INTO events (id, organization_id, branch_id, type, entity_kind, entity_id, payload)
        VALUES ($1, $2, $3, $4, $5, $6, jsonb_object($7, $8))
        """, parameters: [.uuid, .uuid, .uuid, .text, .text, .uuid, .textArray, .textArray],
        plans: .either)
}
