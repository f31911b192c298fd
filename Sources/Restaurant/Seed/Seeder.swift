public import Postgres

/// Fills a database with organizations for benchmarks: large, deterministic, by COPY.
///
/// COPY into a table with row level security is refused to everybody whom the policy binds, so rows go into
/// temporary tables first and from there, with the tenant set, into the real ones. Rejected: switching FORCE
/// off meanwhile, which opens the fence for everybody.
public struct Seeder: Sendable {
    private static let isPresent = Statement(
        "seed.isPresent", "SELECT EXISTS (SELECT FROM organizations WHERE organization_id = $1)",
        parameters: [.uuid])

    private let shape: SeedShape

    /// A seeder of organizations of one shape.
    public init(shape: SeedShape = SeedShape()) {
        self.shape = shape
    }

    /// Makes organizations number 1 to `count` that are not there yet, each in one transaction.
    ///
    /// - Parameters:
    ///   - connection: of the application's role or the owner's.
    ///   - progress: called after each organization with how many are done.
    public func seed(
        organizations count: Int, on connection: PostgresConnection, progress: (Int) -> Void = { _ in }
    ) async throws(PostgresError) -> SeedTotals {
        var totals = SeedTotals()
        for number in 1...max(1, count) where number <= count {
            let organization = SeedOrganization(number: number, shape: shape)
            let isNew = try await TenantTransaction(connection: connection).run(of: organization.id) {
                () throws(PostgresError) in
                try await write(organization, on: connection)
            }
            if isNew { totals.add(organization.tables) } else { totals.skipped += 1 }
            progress(number)
        }
        // The planner knows nothing of rows that came in a minute ago.
        if totals.organizations > 0 { try await connection.execute(script: "ANALYZE") }
        return totals
    }

    private func write(
        _ organization: SeedOrganization, on connection: PostgresConnection
    ) async throws(PostgresError) -> Bool {
        let present = try await connection.run(Self.isPresent.bind(.uuid(organization.id)))
        guard present.bool(0, 0) != true else { return false }
        for table in organization.tables where !table.rows.isEmpty {
            try await copy(table, tenant: organization.id, on: connection)
        }
        return true
    }

    private func copy(
        _ table: SeedTable, tenant: UUIDBytes, on connection: PostgresConnection
    ) async throws(PostgresError) {
        let columns = table.columns.joined(separator: ", ")
        let staging = "seed_\(table.name)"
        // Without the constraints of the table, and without the columns whose defaults shall apply.
        try await connection.execute(
            script: """
                CREATE TEMPORARY TABLE \(staging) ON COMMIT DROP
                AS SELECT \(columns) FROM public.\(table.name) WITH NO DATA
                """)
        try await connection.copyIn(staging, columns: table.columns, rows: table.rows)
        try await connection.execute(
            script: """
                INSERT INTO public.\(table.name) (organization_id, \(columns))
                SELECT '\(tenant)', \(columns) FROM \(staging)
                """)
    }
}
