internal import DataLoader
internal import Domain
internal import Postgres

/// How guests come to a session.
enum SessionGuests {
    /// The most that a session has: whoever scans a code again and again fills no table.
    private static let countMax: Int64 = 200

    /// Puts a guest into a session at a locked table, with a pass. A guest who sits there already keeps the
    /// place and gets a new pass.
    static func join(
        _ live: UUIDBytes, at table: LockedTable, named name: String?, _ input: FloorInput,
        _ session: FloorSession
    ) async throws(FloorFailure) -> [[UInt8]?] {
        let status: TableSessionLifecycle.State = live == table.active ? .active : .pending
        if session.caller.tableSession == live, let guest = session.caller.sessionGuest {
            return try await TableSessionPass.make(
                for: guest, in: live, status, branch: table.branch, session)
        }
        let guest = try await add(to: live, named: name, input, session)
        session.transaction.tell(FloorEvent.session(live, in: table.branch, status))
        return try await TableSessionPass.make(for: guest, in: live, status, branch: table.branch, session)
    }

    /// Stores a guest.
    static func add(
        to live: UUIDBytes, named name: String?, _ input: FloorInput, _ session: FloorSession
    ) async throws(FloorFailure) -> UUIDBytes {
        let guest = input.newID()
        let added = try await session.run(
            insert.bind(
                .uuid(guest), session.tenant, .uuid(live), name.map { .text($0) } ?? .null,
                .int64(countMax), session.writer))
        guard added.affectedRows == 1 else {
            throw .refused(.sessionFull, "guestName", "The session has as many guests as it may have.")
        }
        return guest
    }

    /// `session_guests_session_idx` serves it; the table's lock keeps the count.
    private static let insert = Statement(
        "SessionGuests.insert",
        """
        INSERT INTO session_guests (id, organization_id, session_id, name, created_by, updated_by)
        SELECT $1, $2, $3, $4, $6, $6
        WHERE (SELECT count(*) FROM session_guests AS g
          WHERE g.organization_id = $2 AND g.session_id = $3) < $5
        """, parameters: [.uuid, .uuid, .uuid, .text, .int8, .uuid])
}
