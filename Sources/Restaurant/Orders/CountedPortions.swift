internal import DataLoader
internal import Domain
internal import Postgres

/// The portions of an item that are left, where somebody counts them: a line that grows takes of them, and
/// one that shrinks, or goes before the kitchen had it, gives back.
enum CountedPortions {
    /// Takes so many ten-thousandths more for a line, or gives back what is below nothing. Where the item is
    /// not counted nothing happens.
    ///
    /// - Throws: ITEM_UNAVAILABLE where fewer are left, or the item went off sale meanwhile.
    static func take(
        _ more: Int64, of line: LockedLine, in session: OrderSession
    ) async throws(OrderMutationFailure) {
        let key: [ParameterValue] = [session.tenant, .uuid(line.id), .int64(session.nowSeconds)]
        let results = try await session.run([
            BoundStatement(find, key), BoundStatement(take, key + [.int64(more)]),
        ])
        guard results[0].rowCount > 0 else { return }
        guard results[1].rowCount == 1, let item = results[1].uuid(0, 0), let left = results[1].int(0, 1)
        else {
            // What was taken off sale by hand stays so, whatever comes back.
            guard more > 0 else { return }
            throw .refused(.itemUnavailable, "quantity", "Not so many are left.")
        }
        if left == 0 || left == -more { tell(item, isAvailable: left > 0, in: line.order.branch, session) }
    }

    /// Gives back what the kitchen never had of an order that was called off.
    static func giveBack<Code>(
        _ order: LockedOrder, in session: MutationSession<Code>
    ) async throws(MutationFailure<Code>) {
        let given = try await session.run(
            giveBack.bind(session.tenant, .uuid(order.id), .int64(session.nowSeconds)))
        for row in 0..<given.rowCount {
            guard let item = given.uuid(row, 0), given.bool(row, 1) == true else { continue }
            tell(item, isAvailable: true, in: order.branch, session)
        }
    }

    private static func tell<Code>(
        _ item: UUIDBytes, isAvailable: Bool, in branch: UUIDBytes, _ session: MutationSession<Code>
    ) {
        session.transaction.tell(
            BranchEvent(
                branch: branch, type: "availability.changed", entityKind: EntityKind.item.rawValue,
                entity: item, payload: ["isAvailable": isAvailable ? "true" : "false"]))
    }

    /// As many as a quantity can be: what comes back on top of that is more than anybody counts.
    private static let most = "9999999999.9999"

    /// `order_lines_order_idx` and `availability_blocks_item_key` serve it. The counts are locked in the
    /// order of their items.
    private static let giveBack = Statement(
        "CountedPortions.giveBack",
        """
        WITH sold AS (
          SELECT l.branch_id, l.item_id, sum(l.quantity) AS quantity FROM order_lines AS l
          WHERE l.organization_id = $1 AND l.order_id = $2 AND l.status IN ('PENDING', 'HELD')
          GROUP BY l.branch_id, l.item_id),
        counted AS (
          SELECT b.id, s.quantity FROM availability_blocks AS b
          JOIN sold AS s ON s.branch_id = b.branch_id AND s.item_id = b.item_id
          WHERE b.organization_id = $1 AND b.remaining_quantity IS NOT NULL
            AND (b.until IS NULL OR b.until > to_timestamp($3))
          ORDER BY b.item_id FOR NO KEY UPDATE OF b)
        UPDATE availability_blocks AS b
        SET remaining_quantity = least(b.remaining_quantity + c.quantity, \(most)), updated_at = now(),
          version = b.version + 1
        FROM counted AS c
        WHERE b.organization_id = $1 AND b.id = c.id
        RETURNING b.item_id, b.remaining_quantity = c.quantity
        """, parameters: [.uuid, .uuid, .int8])

    /// `order_lines_pkey` and `availability_blocks_item_key` serve both. What is over blocks nothing.
    private static let find = Statement(
        "CountedPortions.find",
        """
        SELECT b.id FROM order_lines AS l
        JOIN availability_blocks AS b
          ON b.organization_id = $1 AND b.branch_id = l.branch_id AND b.item_id = l.item_id
        WHERE l.organization_id = $1 AND l.id = $2 AND (b.until IS NULL OR b.until > to_timestamp($3))
        FOR NO KEY UPDATE OF b
        """, parameters: [.uuid, .uuid, .int8])

    private static let take = Statement(
        "CountedPortions.take",
        """
        UPDATE availability_blocks AS b
        SET remaining_quantity = least(b.remaining_quantity - $4::bigint / 10000.0, \(most)),
          updated_at = now(), version = b.version + 1
        FROM order_lines AS l
        WHERE l.organization_id = $1 AND l.id = $2 AND b.organization_id = $1
          AND b.branch_id = l.branch_id AND b.item_id = l.item_id
          AND (b.until IS NULL OR b.until > to_timestamp($3))
          AND b.remaining_quantity >= $4::bigint / 10000.0
        RETURNING b.item_id, (b.remaining_quantity * 10000)::bigint
        """, parameters: [.uuid, .uuid, .int8, .int8])
}
