internal import DataLoader
internal import Domain
internal import Postgres

/// What an input says of a reservation; what is nil is not said.
struct ReservationDetails: Sendable {
    let guestName: String?
    let phone: String?
    let partySize: Int32?
    /// Microseconds since 2000.
    let startsAt: Int64?
    let endsAt: Int64?
    let note: String?

    /// How long guests are taken to stay who do not say it.
    private static let usualStay: Int64 = 2 * 3_600_000_000

    /// Reads and checks the fields.
    ///
    /// - Throws: INVALID at the field at fault.
    init(_ input: FloorInput) throws(FloorFailure) {
        guestName = try input.text("guestName", 1...100)
        phone = try input.phone("phone")
        let size = input.int("partySize")
        if let size, !(1...1000).contains(size) {
            throw input.refusal(.invalid, "partySize", "A party has 1 to 1000 guests.")
        }
        partySize = size.map { Int32(clamping: $0) }
        startsAt = input.string("startsAt").flatMap { Instant(rfc3339: $0) }?.microseconds
        endsAt = input.string("endsAt").flatMap { Instant(rfc3339: $0) }?.microseconds
        note = try input.text("note", 1...500)
    }

    /// From when to when, with what is stored where the input says nothing.
    ///
    /// - Throws: INVALID for an end that is not behind the start, or more than a day behind it.
    func period(
        _ input: FloorInput, stored: (startsAt: Int64, endsAt: Int64)? = nil
    ) throws(FloorFailure) -> (startsAt: Int64, endsAt: Int64) {
        guard let start = startsAt ?? stored?.startsAt else {
            throw input.refusal(.invalid, "startsAt", "`startsAt` is needed.")
        }
        let stay = stored.map { $0.endsAt.subtractingReportingOverflow($0.startsAt).partialValue }
        let (usual, overflows) = start.addingReportingOverflow(stay ?? Self.usualStay)
        let end = endsAt ?? usual
        let (length, isTooLong) = end.subtractingReportingOverflow(start)
        guard !overflows, !isTooLong, length > 0, length <= 12 * Self.usualStay else {
            throw input.refusal(.invalid, "endsAt", "A reservation ends after it begins, within a day.")
        }
        return (start, end)
    }

    /// Nobody else may have the locked table in that time.
    static func requireFree(
        _ table: UUIDBytes, from start: Int64, to end: Int64, besides own: UUIDBytes? = nil,
        in session: FloorSession
    ) async throws(FloorFailure) {
        let others = try await session.run(
            overlapping.bind(
                session.tenant, .uuid(table), .timestamp(start), .timestamp(end),
                own.map { .uuid($0) } ?? .null))
        guard others.rowCount == 0 else {
            throw .refused(.tableReserved, "tableId", "The table is kept for others at that time.")
        }
    }

    /// `reservations_table_idx` serves it; nobody stays for more than a day.
    private static let overlapping = Statement(
        "ReservationDetails.overlapping",
        """
        SELECT id FROM reservations
        WHERE organization_id = $1 AND table_id = $2 AND status = 'BOOKED'
          AND starts_at < $4 AND starts_at > $3 - interval '1 day' AND ends_at > $3
          AND ($5 IS NULL OR id <> $5)
        LIMIT 1
        """, parameters: [.uuid, .uuid, .timestamptz, .timestamptz, .uuid])
}

/// A reservation whose row is locked; its table is locked before it.
struct LockedReservation: Sendable {
    let id: UUIDBytes
    let branch: UUIDBytes
    let table: UUIDBytes?
    let status: ReservationLifecycle.State
    let guestName: String
    let partySize: Int32
    let startsAt: Int64
    let endsAt: Int64
    let version: Int64
    /// Whether its hour is past, and the time that a branch waits.
    let isOverdue: Bool

    /// Locks a reservation within reach, after its table and another one.
    init(_ id: UUIDBytes, and other: UUIDBytes? = nil, in session: FloorSession) async throws(FloorFailure) {
        let results = try await session.run([
            Self.lockTables.bind(session.tenant, .uuid(id), other.map { .uuid($0) } ?? .null),
            Self.lock.bind(session.tenant, .uuid(id), session.caller.branchArray),
        ])
        let found = results[1]
        guard found.rowCount == 1, let branch = found.uuid(0, 0),
            let status = found.string(0, 2).flatMap(ReservationLifecycle.State.init),
            let name = found.string(0, 3), let size = found.int(0, 4), let start = found.timestamp(0, 5),
            let end = found.timestamp(0, 6), let version = found.int(0, 7), let isOverdue = found.bool(0, 8)
        else { throw .notFound("reservationId") }
        self.id = id
        self.branch = branch
        self.table = found.uuid(0, 1)
        self.status = status
        self.guestName = name
        self.partySize = Int32(clamping: size)
        self.startsAt = start
        self.endsAt = end
        self.version = version
        self.isOverdue = isOverdue
    }

    /// The transition that the state table allows, written.
    func become(
        _ state: ReservationLifecycle.State, given facts: Set<ReservationLifecycle.Condition>,
        at field: String, in session: FloorSession
    ) async throws(FloorFailure) {
        do {
            _ = try ReservationLifecycle.transition(
                from: status, to: state, by: session.caller.actingParty, given: facts)
        } catch {
            throw FloorRefusal.failure(error, at: field)
        }
        _ = try await session.run(
            Self.write.bind(session.tenant, .uuid(id), .text(state.rawValue), session.writer))
        session.transaction.tell(FloorEvent.reservation(id, in: branch, status: state.rawValue))
    }

    /// `reservations_pkey` and `tables_pkey` serve all three.
    private static let lockTables = Statement(
        "LockedReservation.lockTables",
        """
        SELECT id FROM tables WHERE organization_id = $1 AND id IN ($3,
          (SELECT r.table_id FROM reservations AS r WHERE r.organization_id = $1 AND r.id = $2))
        ORDER BY id FOR NO KEY UPDATE
        """, parameters: [.uuid, .uuid, .uuid])

    private static let lock = Statement(
        "LockedReservation.lock",
        """
        SELECT branch_id, table_id, status, guest_name, party_size, starts_at, ends_at, version,
          starts_at + interval '15 minutes' <= now()
        FROM reservations
        WHERE organization_id = $1 AND id = $2 AND ($3 IS NULL OR branch_id = ANY($3))
        FOR NO KEY UPDATE
        """, parameters: [.uuid, .uuid, .uuidArray])

    private static let write = Statement(
        "LockedReservation.write",
        """
        UPDATE reservations SET status = $3, updated_at = now(), updated_by = $4, version = version + 1
        WHERE organization_id = $1 AND id = $2
        """, parameters: [.uuid, .uuid, .text, .uuid])
}
