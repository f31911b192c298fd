internal import DataLoader
internal import Domain
internal import Postgres

/// A customer's points with the row locked: whoever adds or takes some waits here for the others.
///
/// Accounts are locked after orders, several in the order of their customers. What has expired is taken off
/// first, so that nobody spends it.
struct LockedAccount: Sendable {
    /// An entry of the ledger.
    struct Entry: Sendable {
        /// Its kind, as the schema's `LoyaltyEntryKind`.
        let kind: String
        let points: Int64
        /// What is left of a lot.
        var remaining: Int64 = 0
        /// What could not be taken, and is owed.
        var owed: Int64 = 0
        /// In how many days it expires; never without.
        var days: Int64?
        var order: UUIDBytes?
        var reason: String?
        /// What a bonus is for: the key by which it is given once.
        var bonus: String?
    }

    let id: UUIDBytes
    private(set) var balance: Int64
    /// Points ever earned, less what was taken back.
    private(set) var lifetime: Int64
    private(set) var owed: Int64

    /// The account of a customer, made where there is none.
    ///
    /// - Throws: NOT_FOUND for a customer that is not there.
    init<Code>(
        of customer: UUIDBytes, in session: MutationSession<Code>
    ) async throws(MutationFailure<Code>) {
        let results = try await session.run([
            Self.make.bind(.uuid(session.newID()), session.tenant, .uuid(customer)),
            Self.lock.bind(session.tenant, .uuid(customer)),
            Self.findExpired.bind(session.tenant, .uuid(customer)),
        ])
        guard results[1].rowCount == 1, let id = results[1].uuid(0, 0), let balance = results[1].int(0, 1),
            let lifetime = results[1].int(0, 2), let owed = results[1].int(0, 3)
        else { throw .notFound("customerId") }
        (self.id, self.balance, self.lifetime, self.owed) = (id, balance, lifetime, owed)
        let expired = Self.lots(results[2])
        guard !expired.isEmpty else { return }
        try await write(
            expired.map { Entry(kind: "EXPIRE", points: -$0.remaining) }, off: expired, in: session)
    }

    /// Adds points: they pay what is owed first, and the rest is a lot.
    ///
    /// - Parameter isEarned: whether they count for the tier.
    mutating func add<Code>(
        _ entry: Entry, isEarned: Bool, in session: MutationSession<Code>
    ) async throws(MutationFailure<Code>) {
        var entry = entry
        let paid = min(owed, entry.points)
        entry.remaining = entry.points - paid
        var entries = [entry]
        if paid > 0 { entries.append(Entry(kind: "REVERSE", points: -paid, reason: "OWED")) }
        try await write(entries, off: [], isEarned ? entry.points : 0, owed: -paid, in: session)
    }

    /// Takes points off the lots that expire first.
    ///
    /// - Returns: false where there are fewer; then nothing is taken.
    mutating func take<Code>(
        _ entry: Entry, in session: MutationSession<Code>
    ) async throws(MutationFailure<Code>) -> Bool {
        let lots = Self.lots(
            try await session.run(Self.findLots.bind(session.tenant, .uuid(id), entry.order.parameter)))
        guard let taken = PointLot.spend(-entry.points, of: lots) else { return false }
        try await write([entry], off: taken, in: session)
        return true
    }

    /// Takes points back that an order earned: first what is left of them, then others; what is gone is owed.
    mutating func reverse<Code>(
        _ points: Int64, of order: UUIDBytes, in session: MutationSession<Code>
    ) async throws(MutationFailure<Code>) {
        let lots = Self.lots(
            try await session.run(Self.findLots.bind(session.tenant, .uuid(id), .uuid(order))))
        let taken = min(points, balance)
        let entry = Entry(kind: "REVERSE", points: -taken, owed: points - taken, order: order)
        try await write(
            [entry], off: PointLot.spend(taken, of: lots) ?? [], -min(points, lifetime),
            owed: points - taken, in: session)
    }

    /// Pays what another account owes, as far as its points go.
    mutating func pay<Code>(
        _ other: inout LockedAccount, in session: MutationSession<Code>
    ) async throws(MutationFailure<Code>) {
        let points = min(balance, other.owed)
        guard points > 0 else { return }
        guard try await take(Entry(kind: "REVERSE", points: -points, reason: "OWED"), in: session) else {
            return
        }
        try await other.write([], off: [], owed: -points, in: session)
    }

    private static func lots(_ found: PostgresResult) -> [PointLot<UUIDBytes>] {
        (0..<found.rowCount).compactMap { row in
            guard let id = found.uuid(row, 0), let remaining = found.int(row, 1) else { return nil }
            return PointLot(id: id, remaining: remaining)
        }
    }

    /// Writes entries, what they take off lots, and what the account comes to.
    private mutating func write<Code>(
        _ entries: [Entry], off lots: [PointLot<UUIDBytes>], _ earned: Int64 = 0, owed more: Int64 = 0,
        in session: MutationSession<Code>
    ) async throws(MutationFailure<Code>) {
        let points = entries.reduce(Int64(0)) { $0 + $1.points }
        var statements = [
            BoundStatement(
                Self.insert,
                [
                    session.tenant, .uuid(id), entries.map { _ in session.newID() }.parameter,
                    entries.map(\.kind).parameter, entries.map(\.points).parameter,
                    entries.map(\.remaining).parameter, entries.map(\.owed).parameter,
                    entries.map(\.days).parameter, entries.map(\.order).parameter,
                    entries.map(\.reason).parameter, session.writer, entries.map(\.bonus).parameter,
                ]),
            Self.update.bind(
                session.tenant, .uuid(id), .int64(points), .int64(earned), .int64(more), session.writer),
        ]
        if !lots.isEmpty {
            statements.append(
                Self.shrink.bind(
                    session.tenant, lots.map(\.id).parameter, lots.map(\.remaining).parameter,
                    session.writer))
        }
        _ = try await session.run(statements)
        balance += points
        lifetime += earned
        owed += more
    }
}

extension LockedAccount {
    /// `loyalty_accounts_customer_key` serves it.
    private static let make = Statement(
        "LockedAccount.make",
        """
        INSERT INTO loyalty_accounts (id, organization_id, customer_id) VALUES ($1, $2, $3)
        ON CONFLICT (organization_id, customer_id) DO NOTHING
        """, parameters: [.uuid, .uuid, .uuid])

    /// `loyalty_accounts_customer_key` serves it.
    private static let lock = Statement(
        "LockedAccount.lock",
        """
        SELECT id, balance, lifetime, owed FROM loyalty_accounts
        WHERE organization_id = $1 AND customer_id = $2 FOR NO KEY UPDATE
        """, parameters: [.uuid, .uuid])

    /// `loyalty_entries_lots_idx` serves it.
    private static let findExpired = Statement(
        "LockedAccount.findExpired",
        """
        SELECT e.id, e.remaining FROM loyalty_accounts AS a
        JOIN loyalty_entries AS e ON e.organization_id = $1 AND e.account_id = a.id
        WHERE a.organization_id = $1 AND a.customer_id = $2 AND e.remaining > 0 AND e.expires_at <= now()
        ORDER BY e.expires_at, e.id
        """, parameters: [.uuid, .uuid])

    /// `loyalty_entries_lots_idx` serves it. What an order (`$3`) brought comes before all else.
    private static let findLots = Statement(
        "LockedAccount.findLots",
        """
        SELECT id, remaining FROM loyalty_entries
        WHERE organization_id = $1 AND account_id = $2 AND remaining > 0
        ORDER BY coalesce(order_id = $3, false) DESC, expires_at NULLS LAST, created_at, id
        """, parameters: [.uuid, .uuid, .uuid])

    private static let insert = Statement(
        "LockedAccount.insert",
        """
        INSERT INTO loyalty_entries (id, organization_id, account_id, kind, points, remaining, owed,
          expires_at, order_id, reason, bonus, created_by, updated_by)
        SELECT n.id, $1, $2, n.kind, n.points, n.remaining, n.owed, now() + n.days * interval '1 day',
          n.order_id, n.reason, n.bonus, $11, $11
        FROM unnest($3, $4, $5, $6, $7, $8, $9, $10, $12) AS n (id, kind, points, remaining, owed, days,
          order_id, reason, bonus)
        """,
        parameters: [
            .uuid, .uuid, .uuidArray, .textArray, .int8Array, .int8Array, .int8Array, .int8Array, .uuidArray,
            .textArray, .uuid, .textArray,
        ])

    /// `loyalty_accounts_pkey` serves it.
    private static let update = Statement(
        "LockedAccount.update",
        """
        UPDATE loyalty_accounts SET balance = balance + $3, lifetime = lifetime + $4, owed = owed + $5,
          updated_at = now(), updated_by = $6, version = version + 1
        WHERE organization_id = $1 AND id = $2
        """, parameters: [.uuid, .uuid, .int8, .int8, .int8, .uuid])

    /// `loyalty_entries_pkey` serves it.
    private static let shrink = Statement(
        "LockedAccount.shrink",
        """
        UPDATE loyalty_entries AS e SET remaining = e.remaining - n.points, updated_at = now(),
          updated_by = $4
        FROM unnest($2, $3) AS n (id, points)
        WHERE e.organization_id = $1 AND e.id = n.id
        """, parameters: [.uuid, .uuidArray, .int8Array, .uuid])
}
