internal import DataLoader
internal import Domain
internal import Postgres

/// Gives orders another session and table, when guests change tables or tables are merged: the orders stay as
/// they are, and nothing goes to the kitchen again.
enum OrderParenting {
    /// Moves all orders of a session. Both sessions and their tables are locked by the caller.
    ///
    /// - Returns: how many orders moved.
    @discardableResult
    static func move<Code>(
        ordersOf origin: UUIDBytes, to target: UUIDBytes, at table: UUIDBytes,
        in session: MutationSession<Code>
    ) async throws(MutationFailure<Code>) -> Int {
        let results = try await session.run([
            lock.bind(session.tenant, .uuid(origin)),
            update.bind(session.tenant, .uuid(origin), .uuid(target), .uuid(table), session.writer),
        ])
        let moved = results[1]
        for row in 0..<moved.rowCount {
            guard let order = moved.uuid(row, 0), let branch = moved.uuid(row, 1) else { continue }
            session.transaction.tell(
                BranchEvent(
                    branch: branch, type: "order.changed", entityKind: EntityKind.order.rawValue,
                    entity: order, payload: ["table": EntityKind.table.id(table)]))
        }
        return moved.rowCount
    }

    /// In the order of their IDs, as everybody locks orders; `orders_session_idx` serves both.
    private static let lock = Statement(
        "OrderParenting.lock",
        """
        SELECT id FROM orders WHERE organization_id = $1 AND session_id = $2 ORDER BY id FOR NO KEY UPDATE
        """, parameters: [.uuid, .uuid])

    private static let update = Statement(
        "OrderParenting.update",
        """
        UPDATE orders SET session_id = $3, table_id = $4, updated_at = now(), updated_by = $5,
          version = version + 1
        WHERE organization_id = $1 AND session_id = $2
        RETURNING id, branch_id
        """, parameters: [.uuid, .uuid, .uuid, .uuid, .uuid])
}
