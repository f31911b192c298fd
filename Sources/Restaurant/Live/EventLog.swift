internal import DataLoader
internal import Postgres

/// Reads the branches' logs: always as the tenant, and always behind a number, so that nothing depends on
/// when somebody looks.
struct EventLog: Sendable {
    /// Reads: repeatable read, so that a look is at one instant.
    let pool: PostgresPool

    /// Where a subscription begins.
    struct Position: Sendable {
        /// The latest number.
        let head: Int64
        /// How many events are behind the asked number, up to one more than may be.
        let behind: Int
        /// How old the oldest of them is, in seconds.
        let age: Int64
        /// Whether the log still holds all of them.
        let isWhole: Bool
    }

    /// The latest numbers of branches; those without a log are left out.
    ///
    /// One packet for all tenants: each is entered in its turn, so that its fences stand.
    func heads(of places: [BranchPlace]) async throws(PostgresError) -> [BranchPlace: Int64] {
        let tenants = Dictionary(grouping: places, by: \.organization)
        let organizations = Array(tenants.keys)
        let statements = organizations.flatMap { organization in
            let branches: [UUIDBytes?] = tenants[organization, default: []].map(\.branch)
            return [
                Self.enter.bind(.text(organization.description)),
                Self.heads.bind(.uuid(organization), branches.parameter),
            ]
        }
        let results = try await pool.withSession(tenant: nil, deadline: .now + .seconds(5)) {
            (session: PostgresSession) async throws(PostgresError) in
            try await session.run(statements, end: .sync)
        }
        var heads: [BranchPlace: Int64] = [:]
        for (number, organization) in organizations.enumerated() where number * 2 + 1 < results.count {
            let found = results[number * 2 + 1]
            for row in 0..<found.rowCount {
                guard let branch = found.uuid(row, 0), let head = found.int(row, 1) else { continue }
                heads[BranchPlace(organization: organization, branch: branch)] = head
            }
        }
        return heads
    }

    /// Events behind a number, in order.
    func events(
        of place: BranchPlace, after: Int64, limit: Int
    ) async throws(PostgresError) -> [LoggedEvent] {
        let statement = Self.read.bind(
            .uuid(place.organization), .uuid(place.branch), .int64(after), .int64(Int64(limit)))
        let found = try await pool.withSession(tenant: place.organization, deadline: .now + .seconds(5)) {
            (session: PostgresSession) async throws(PostgresError) in
            try await session.run(statement, end: .sync)
        }
        return (0..<found.rowCount).compactMap { row in
            guard let sequence = found.int(row, 0), let type = found.string(row, 1),
                let kind = found.string(row, 2), let entity = found.uuid(row, 3),
                let moment = found.timestamp(row, 4)
            else { return nil }
            return LoggedEvent(
                sequence: sequence, type: type, entityKind: kind, entity: entity, order: found.uuid(row, 5),
                occurredAt: moment)
        }
    }

    /// Why a log can't be read.
    enum Failure: Error {
        case database(PostgresError)
        /// An event is not there any more.
        case gap
    }

    /// As `events`, which must begin with the next one.
    func read(_ place: BranchPlace, after: Int64, limit: Int) async throws(Failure) -> [LoggedEvent] {
        let found: [LoggedEvent]
        do {
            found = try await events(of: place, after: after, limit: limit)
        } catch {
            throw .database(error)
        }
        guard zip(found, (after + 1)...).allSatisfy({ $0.sequence == $1 }) else { throw .gap }
        return found
    }

    /// Where a subscription of some types of events begins; nil for a branch without a log.
    ///
    /// - Parameters:
    ///   - after: from where it goes on; nil for from now on.
    ///   - countMax: how many events are counted at most.
    func position(
        in place: BranchPlace, after: Int64?, types: [String], countMax: Int
    ) async throws(PostgresError) -> Position? {
        let head = Self.head.bind(.uuid(place.organization), .uuid(place.branch))
        var statements = [head]
        if let after {
            statements.append(
                Self.behind.bind(
                    .uuid(place.organization), .uuid(place.branch), .int64(after), types.parameter,
                    .int64(Int64(countMax))))
        }
        let asked = statements
        let results = try await pool.withSession(
            tenant: place.organization, deadline: .now + .seconds(5)
        ) { (session: PostgresSession) async throws(PostgresError) in
            try await session.run(asked, end: .sync)
        }
        guard let head = results.first?.int(0, 0) else { return nil }
        guard let after, results.count == 2 else {
            return Position(head: head, behind: 0, age: 0, isWhole: true)
        }
        let next = results[1].int(0, 0)
        return Position(
            head: head, behind: Int(results[1].int(0, 2) ?? 0), age: results[1].int(0, 1) ?? 0,
            isWhole: after == head || next == after + 1)
    }

    /// The branch of something that a subscription is about; nil where it does not exist.
    func branch(
        of entity: UUIDBytes, _ find: Statement, in organization: UUIDBytes
    ) async throws(PostgresError) -> UUIDBytes? {
        let statement = find.bind(.uuid(organization), .uuid(entity))
        return try await pool.withSession(tenant: organization, deadline: .now + .seconds(5)) {
            (session: PostgresSession) async throws(PostgresError) in
            try await session.run(statement, end: .sync).uuid(0, 0)
        }
    }

    /// Until the end of the transaction, as sessions do it.
    private static let enter = Statement(
        "EventLog.enter", "SELECT set_config('app.organization', $1, true)", parameters: [.text],
        plans: .either)

    /// `event_counters_pkey` serves it.
    private static let heads = Statement(
        "EventLog.heads",
        "SELECT id, event_sequence FROM event_counters WHERE organization_id = $1 AND id = ANY($2)",
        parameters: [.uuid, .uuidArray], plans: .generic)

    /// `event_counters_pkey` serves it.
    private static let head = Statement(
        "EventLog.head", "SELECT event_sequence FROM event_counters WHERE organization_id = $1 AND id = $2",
        parameters: [.uuid, .uuid], plans: .generic)

    /// The unique key of `events` over (tenant, branch, sequence) and that of `order_lines` serve it. Whose
    /// line something happened to is read here: for a key that a subquery computes, row level security lets
    /// no index be used, and each event would read all orders. LATERAL: a plan for any number of events would
    /// join all lines.
    private static let read = Statement(
        "EventLog.read",
        """
        SELECT e.sequence, e.type, e.entity_kind, e.entity_id, e.occurred_at, l.order_id FROM (
          SELECT sequence, type, entity_kind, entity_id, occurred_at FROM events
          WHERE organization_id = $1 AND branch_id = $2 AND sequence > $3 ORDER BY sequence LIMIT $4) AS e
        LEFT JOIN LATERAL (SELECT o.order_id FROM order_lines AS o
          WHERE o.organization_id = $1 AND o.id = e.entity_id AND e.entity_kind = 'line' LIMIT 1) AS l ON true
        ORDER BY e.sequence
        """, parameters: [.uuid, .uuid, .int8, .int8], plans: .generic)

    /// The next event, its age in seconds, and how many of the types there are, up to a limit; the unique key
    /// of `events` serves all three.
    private static let behind = Statement(
        "EventLog.behind",
        """
        SELECT n.sequence, extract(epoch FROM now() - n.occurred_at)::bigint,
          (SELECT count(*) FROM (SELECT 1 FROM events AS c
            WHERE c.organization_id = $1 AND c.branch_id = $2 AND c.sequence > $3 AND c.type = ANY($4)
            ORDER BY c.sequence LIMIT $5) AS counted)
        FROM events AS n
        WHERE n.organization_id = $1 AND n.branch_id = $2 AND n.sequence > $3
        ORDER BY n.sequence LIMIT 1
        """, parameters: [.uuid, .uuid, .int8, .textArray, .int8])
}
