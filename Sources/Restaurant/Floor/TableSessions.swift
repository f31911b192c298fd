internal import DataLoader
internal import Domain
internal import Postgres

/// What orders and carts ask of the floor. Call before any order is locked: tables come first.
enum TableSessions {
    /// The ACTIVE session of a table; where there is none, one is opened as staff would, in the same
    /// transaction.
    ///
    /// - Parameters:
    ///   - party: who seats the guests.
    ///   - field: the input field that a refusal names.
    /// - Throws: NOT_FOUND for a table out of reach, INVALID for one that is kept for others or out of use.
    static func active<Code>(
        at table: UUIDBytes, openingBy party: ActingParty, guestCount: Int32 = 1, nowSeconds: Int64,
        field: String = "tableId", in session: MutationSession<Code>
    ) async throws(MutationFailure<Code>) -> UUIDBytes {
        let table = try await LockedTable(table, at: field, in: session)
        if let active = table.active { return active }
        do {
            _ = try TableSessionLifecycle.transition(
                from: nil, to: .active, by: party, given: table.isFree ? [.tableFree] : [])
        } catch {
            throw .invalid(field, "Nobody can be seated at that table now.")
        }
        let opening = SessionOpening(
            id: .version7(unixSeconds: nowSeconds), guestName: nil, guestCount: guestCount)
        return try await opening.open(as: .active, at: table, in: session)
    }

    /// Makes a table occupied, as the confirmation of an order at it does.
    ///
    /// - Throws: NOT_FOUND for a table out of reach, INVALID for one that is out of use.
    static func occupy<Code>(
        table: UUIDBytes, field: String = "tableId", in session: MutationSession<Code>
    ) async throws(MutationFailure<Code>) {
        let table = try await LockedTable(table, at: field, in: session)
        guard table.status != .occupied else { return }
        do {
            _ = try TableLifecycle.transition(from: table.status, to: .occupied, by: .system, given: [])
        } catch {
            throw .invalid(field, "That table is out of use.")
        }
        try await session.set(.occupied, of: table.id, in: table.branch, from: table.status)
    }
}

/// A session that begins: at a locked table, after the state table was asked.
struct SessionOpening: Sendable {
    let id: UUIDBytes
    let guestName: String?
    let guestCount: Int32
    /// Where the party comes from, when it changes tables.
    var expiresAt: Int64?

    /// For how long a party waits to be let in.
    static let patienceSeconds: Int64 = 600

    /// Stores the session; an ACTIVE one makes its table occupied.
    func open<Code>(
        as status: TableSessionLifecycle.State, at table: LockedTable, in session: MutationSession<Code>
    ) async throws(MutationFailure<Code>) -> UUIDBytes {
        let seconds =
            status == .pending ? Self.patienceSeconds : SessionOpening.lifetime(of: table.policies)
        _ = try await session.run(
            Self.insert.bind(
                .uuid(id), session.tenant, .uuid(table.branch), .uuid(table.id), .text(status.rawValue),
                guestName.map { .text($0) } ?? .null, .int32(guestCount), .int64(seconds),
                expiresAt.map { .timestamp($0) } ?? .null, session.writer))
        session.transaction.tell(FloorEvent.session(id, in: table.branch, status))
        if status == .active {
            try await session.set(.occupied, of: table.id, in: table.branch, from: table.status)
        }
        return id
    }

    /// How long an active session lasts, in seconds.
    static func lifetime(of policies: BranchPolicies) -> Int64 {
        let bounds = BranchPolicies.sessionHourBounds
        return min(max(policies.sessionHours, bounds.lowerBound), bounds.upperBound) * 3600
    }

    /// `table_sessions_one_active_key` decides where two begin at once.
    private static let insert = Statement(
        "SessionOpening.insert",
        """
        INSERT INTO table_sessions (id, organization_id, branch_id, table_id, status, guest_name, guest_count,
          activated_at, expires_at, created_by, updated_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, CASE WHEN $5 = 'ACTIVE' THEN now() END,
          coalesce($9, now() + make_interval(secs => $8)), $10, $10)
        """,
        parameters: [
            .uuid, .uuid, .uuid, .uuid, .text, .text, .int4, .int8, .timestamptz, .uuid,
        ])
}
