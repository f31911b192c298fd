internal import DataLoader
internal import Domain
internal import Postgres

/// Takes things of one kind off sale in a branch ("86"), counts down the last portions, and puts them back.
struct AvailabilitySwitch: Sendable {
    let kind: EntityKind
    /// The input's field that names the thing.
    let field: String
    private let find: Statement
    private let block: Statement
    private let unblock: Statement

    /// Items; `availability_blocks_item_key` decides.
    static let item = AvailabilitySwitch(.item, "itemId", column: "item_id", find: SoldInBranch.item)
    /// Modifiers; `availability_blocks_modifier_key` decides.
    static let modifier = AvailabilitySwitch(
        .modifier, "modifierId", column: "modifier_id", find: SoldInBranch.modifier)

    private init(_ kind: EntityKind, _ field: String, column: String, find: Statement) {
        self.kind = kind
        self.field = field
        self.find = find
        block = Statement(
            "AvailabilitySwitch.block.\(kind.rawValue)",
            """
            INSERT INTO availability_blocks
              (id, organization_id, branch_id, \(column), until, reason, remaining_quantity)
            VALUES ($1, $2, $3, $4, $5, $6, $7::numeric)
            ON CONFLICT (organization_id, branch_id, \(column)) WHERE \(column) IS NOT NULL
            DO UPDATE SET until = excluded.until, reason = excluded.reason,
              remaining_quantity = excluded.remaining_quantity, updated_at = now(),
              version = availability_blocks.version + 1
            """, parameters: [.uuid, .uuid, .uuid, .uuid, .timestamptz, .text, .text])
        unblock = Statement(
            "AvailabilitySwitch.unblock.\(kind.rawValue)",
            """
            DELETE FROM availability_blocks
            WHERE organization_id = $1 AND branch_id = $2 AND \(column) = $3
            """,
            parameters: [.uuid, .uuid, .uuid])
    }

    /// Does what the input says; saying it twice changes nothing more.
    ///
    /// - Returns: the branch and the thing.
    func apply(
        _ input: MutationInput<MenuErrorCode>, _ session: MutationSession<MenuErrorCode>
    ) async throws(MenuMutationFailure) -> (branch: UUIDBytes, subject: UUIDBytes) {
        let branch = try input.requiredUUID("branchId", .branch)
        let subject = try input.requiredUUID(field, kind)
        let reason = try input.text("reason", 1...200)
        let until = try input.instant("until")
        let isAvailable = input.bool("isAvailable") ?? true
        let remaining = try input.remainingQuantity(isAvailable: isAvailable)
        try await session.require(subject, soldIn: branch, find, at: field)
        if isAvailable, remaining == nil {
            _ = try await session.run(unblock.bind(session.tenant, .uuid(branch), .uuid(subject)))
        } else {
            _ = try await session.run(
                block.bind(
                    .uuid(input.newID()), session.tenant, .uuid(branch), .uuid(subject),
                    until.map { .timestamp($0) } ?? .null, reason.map { .text($0) } ?? .null,
                    remaining.map { .text($0) } ?? .null))
        }
        session.transaction.tell(
            BranchEvent(
                branch: branch, type: "availability.changed", entityKind: kind.rawValue, entity: subject,
                payload: ["isAvailable": isAvailable ? "true" : "false"]))
        return (branch, subject)
    }
}

extension MutationInput<MenuErrorCode> {
    /// A moment in microseconds since 2000; nil when absent or null.
    fileprivate func instant(_ name: String) throws(MenuMutationFailure) -> Int64? {
        guard let text = string(name) else { return nil }
        guard let instant = Instant(rfc3339: text) else {
            throw refusal(.invalid, name, "`\(name)` must be a DateTime such as 2026-03-01T12:30:00Z.")
        }
        return instant.microseconds
    }

    /// How many are left, as text: more than nothing of what is on sale, nothing of what is not.
    fileprivate func remainingQuantity(isAvailable: Bool) throws(MenuMutationFailure) -> String? {
        guard let text = string("remainingQuantity") else { return nil }
        let isNothing = text.allSatisfy { $0 == "0" || $0 == "." || $0 == "-" }
        let parts = text.split(separator: ".")
        guard !text.hasPrefix("-"), parts.first?.count ?? 0 <= 10, parts.count < 2 || parts[1].count <= 4,
            isNothing != isAvailable
        else {
            throw refusal(
                .invalid, "remainingQuantity",
                "More than 0 while it is available, to four decimals; it is off sale with 0.")
        }
        return text
    }
}
