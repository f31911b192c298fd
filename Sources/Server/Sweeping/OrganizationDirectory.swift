import Postgres

/// All organizations, looked up a page at a time.
struct OrganizationDirectory: Sendable {
    /// Organizations that are looked up at once.
    private static let pageSize: Int64 = 500

    let pool: PostgresPool

    /// Calls `body` with each, until it says false or the task is cancelled.
    ///
    /// - Throws: what keeps a page from being read; those before it have been visited.
    func visit(_ body: (UUIDBytes) async -> Bool) async throws(PostgresError) {
        var last = UUIDBytes(high: 0, low: 0)
        while !Task.isCancelled {
            let page = Self.page.bind(.uuid(last), .int64(Self.pageSize))
            let found = try await pool.withTransaction(tenant: nil, deadline: .now + .seconds(10)) {
                (session: PostgresSession) async throws(PostgresError) -> PostgresResult in
                try await session.run(page)
            }
            for row in 0..<found.rowCount {
                guard let organization = found.uuid(row, 0) else { continue }
                guard !Task.isCancelled, await body(organization) else { return }
                last = organization
            }
            guard found.rowCount == Int(Self.pageSize) else { return }
        }
    }

    /// `organization_directory_pkey` serves it.
    private static let page = Statement(
        "OrganizationDirectory.page",
        """
        SELECT organization_id FROM organization_directory WHERE organization_id > $1
        ORDER BY organization_id LIMIT $2
        """, parameters: [.uuid, .int8])
}
