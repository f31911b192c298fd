internal import DataLoader
internal import Domain
internal import Postgres

/// Points for completed orders, awarded by the branches' event logs: the log says that an order was
/// completed, and how far it was read is stored in the same transaction as the points. So each order earns
/// exactly once, whoever completed it and wherever a process died; and the completion waits for no account.
///
/// A numbered log without gaps makes it sound: what is numbered up to the head is committed.
enum LoyaltyAwards {
    /// Reads on in the logs of branches that have grown. The sweep's pace is its worst delay.
    static let expiry = Expiry(
        action: "loyaltyAward", kind: .branch, field: "branchId", overdue: behind, mutation: mutation)

    /// Completed orders of one transaction at most, so that it holds its locks for moments.
    private static let orderCountMax: Int64 = 200

    private static let mutation = LoyaltyMutation.make(keyCount: 1) {
        (input, session) throws(LoyaltyFailure) in
        let branch = try input.requiredUUID("branchId", .branch)
        let place: [ParameterValue] = [session.tenant, .uuid(branch)]
        let results = try await session.run([
            BoundStatement(makeCursor, [.uuid(session.newID())] + place),
            BoundStatement(lockCursor, place), BoundStatement(head, place),
        ])
        guard let cursor = results[1].int(0, 0), let head = results[2].int(0, 0), cursor < head else {
            throw .refused(.conflict, "branchId", "Somebody was faster: the log is read.")
        }
        let found = try await session.run(
            BoundStatement(completed, place + [.int64(cursor), .int64(head), .int64(orderCountMax)]))
        let isWhole = found.rowCount < Int(orderCountMax)
        let read = isWhole ? head : found.int(found.rowCount - 1, 0) ?? head
        let orders = (0..<found.rowCount).compactMap { found.uuid($0, 1) }
        if !orders.isEmpty { try await award(orders, in: branch, session) }
        _ = try await session.run(BoundStatement(moveCursor, place + [.int64(read)]))
        session.transaction.remark(note: "EARNED")
        return [branch.bytes]
    }

    private static func award(
        _ orders: [UUIDBytes], in branch: UUIDBytes, _ session: LoyaltySession
    ) async throws(LoyaltyFailure) {
        guard let program = try await StoredProgram.load(in: session), program.isActive else { return }
        let rows = try await session.run(lockOrders.bind(session.tenant, orders.parameter))
        let earning = (0..<rows.rowCount).compactMap { CompletedOrder(rows, $0) }.sorted {
            ($0.customer.high, $0.customer.low) < ($1.customer.high, $1.customer.low)
        }
        for order in earning {
            var account = try await LockedAccount(of: order.customer, in: session)
            let points = program.points(
                baseMinor: order.baseMinor, currency: order.currency, lifetime: account.lifetime)
            guard points > 0 else { continue }
            try await account.add(
                LockedAccount.Entry(kind: "EARN", points: points, days: program.lotDays, order: order.id),
                isEarned: true, in: session)
            // What was refunded before the log was read is taken back at once.
            let back = LoyaltyPoints.toReverse(
                earned: points, refundedMinor: order.refundedMinor, paidMinor: order.paidMinor, reversed: 0)
            if back > 0 { try await account.reverse(back, of: order.id, in: session) }
            session.transaction.tell(LoyaltyEvent.changed(account.id, in: branch))
        }
    }

    /// An order that earns points.
    private struct CompletedOrder {
        let id: UUIDBytes
        let customer: UUIDBytes
        let currency: String
        let baseMinor: Int64
        let paidMinor: Int64
        let refundedMinor: Int64

        init?(_ found: PostgresResult, _ row: Int) {
            guard let id = found.uuid(row, 0), let customer = found.uuid(row, 1),
                let currency = found.string(row, 2), let base = found.int(row, 3),
                let paid = found.int(row, 4), let refunded = found.int(row, 5)
            else { return nil }
            (self.id, self.customer, self.currency) = (id, customer, currency)
            (baseMinor, paidMinor, refundedMinor) = (base, paid, refunded)
        }
    }
}

/// What is told of loyalty.
enum LoyaltyEvent {
    /// An account has more points, or fewer.
    static func changed(_ account: UUIDBytes, in branch: UUIDBytes) -> BranchEvent {
        BranchEvent(
            branch: branch, type: "loyalty.changed", entityKind: EntityKind.loyaltyAccount.rawValue,
            entity: account, payload: [:])
    }
}

extension LoyaltyAwards {
    /// Branches whose logs tell of completed orders that nobody has read of here; only while points are
    /// earned. `event_counters_pkey`, `event_cursors_branch_key` and the unique key of `events` over (tenant,
    /// branch, sequence) serve it.
    private static let behind = Statement(
        "LoyaltyAwards.behind",
        """
        SELECT b.id, b.created_at FROM branches AS b
        JOIN event_counters AS c ON c.organization_id = $1 AND c.id = b.id
        LEFT JOIN event_cursors AS k
          ON k.organization_id = $1 AND k.branch_id = b.id AND k.consumer = 'loyalty'
        WHERE b.organization_id = $1 AND c.event_sequence > coalesce(k.sequence, 0)
          AND EXISTS (SELECT FROM loyalty_programs AS p WHERE p.organization_id = $1 AND p.is_active)
          AND EXISTS (SELECT FROM events AS e WHERE e.organization_id = $1 AND e.branch_id = b.id
            AND e.sequence > coalesce(k.sequence, 0) AND e.type = 'order.status_changed'
            AND e.payload ->> 'status' = 'COMPLETED')
          AND ($2 IS NULL OR (b.created_at, b.id) > ($2, $3))
        ORDER BY b.created_at, b.id LIMIT $4
        """, parameters: [.uuid, .timestamptz, .uuid, .int4])

    /// `event_cursors_branch_key` serves these.
    private static let makeCursor = Statement(
        "LoyaltyAwards.makeCursor",
        """
        INSERT INTO event_cursors (id, organization_id, branch_id, consumer) VALUES ($1, $2, $3, 'loyalty')
        ON CONFLICT (organization_id, branch_id, consumer) DO NOTHING
        """, parameters: [.uuid, .uuid, .uuid])

    private static let lockCursor = Statement(
        "LoyaltyAwards.lockCursor",
        """
        SELECT sequence FROM event_cursors
        WHERE organization_id = $1 AND branch_id = $2 AND consumer = 'loyalty' FOR UPDATE
        """, parameters: [.uuid, .uuid])

    private static let moveCursor = Statement(
        "LoyaltyAwards.moveCursor",
        """
        UPDATE event_cursors SET sequence = $3, updated_at = now()
        WHERE organization_id = $1 AND branch_id = $2 AND consumer = 'loyalty'
        """, parameters: [.uuid, .uuid, .int8])

    /// `event_counters_pkey` serves it.
    private static let head = Statement(
        "LoyaltyAwards.head",
        "SELECT event_sequence FROM event_counters WHERE organization_id = $1 AND id = $2",
        parameters: [.uuid, .uuid])

    /// The unique key of `events` over (tenant, branch, sequence) serves it.
    private static let completed = Statement(
        "LoyaltyAwards.completed",
        """
        SELECT sequence, entity_id FROM events
        WHERE organization_id = $1 AND branch_id = $2 AND sequence > $3 AND sequence <= $4
          AND type = 'order.status_changed' AND payload ->> 'status' = 'COMPLETED'
        ORDER BY sequence LIMIT $5
        """, parameters: [.uuid, .uuid, .int8, .int8, .int8])

    /// `orders_pkey`, `order_lines_order_idx` and `loyalty_entries_earned_key` serve it.
    private static let lockOrders = Statement(
        "LoyaltyAwards.lockOrders",
        """
        SELECT o.id, o.customer_id, o.currency, (SELECT coalesce(sum(l.net_minor), 0)::bigint
          FROM order_lines AS l WHERE l.organization_id = $1 AND l.order_id = o.id),
          \(OrderBenefits.amounts)
        FROM orders AS o
        WHERE o.organization_id = $1 AND o.id = ANY($2) AND o.customer_id IS NOT NULL
          AND o.status = 'COMPLETED' AND NOT EXISTS (SELECT FROM loyalty_entries AS e
            WHERE e.organization_id = $1 AND e.order_id = o.id AND e.kind = 'EARN')
        ORDER BY o.id FOR NO KEY UPDATE OF o
        """, parameters: [.uuid, .uuidArray])
}
