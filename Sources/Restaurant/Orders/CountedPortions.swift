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
        guard left == 0 || left == -more else { return }
        session.transaction.tell(
            BranchEvent(
                branch: line.order.branch, type: "availability.changed",
                entityKind: EntityKind.item.rawValue, entity: item,
                payload: ["isAvailable": left == 0 ? "false" : "true"]))
    }

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
        SET remaining_quantity = b.remaining_quantity - $4::bigint / 10000.0, updated_at = now(),
          version = b.version + 1
        FROM order_lines AS l
        WHERE l.organization_id = $1 AND l.id = $2 AND b.organization_id = $1
          AND b.branch_id = l.branch_id AND b.item_id = l.item_id
          AND (b.until IS NULL OR b.until > to_timestamp($3))
          AND b.remaining_quantity >= $4::bigint / 10000.0
        RETURNING b.item_id, (b.remaining_quantity * 10000)::bigint
        """, parameters: [.uuid, .uuid, .int8, .int8])
}
