import DataLoader
import Postgres

/// What must hold of a database before a request is taken from it.
enum DatabaseCheck {
    /// Checks the schema's version, the role's rights and the settings on which durability rests.
    ///
    /// Settings that may lose data pass with `ALLOW_UNSAFE`; a role that row level security does not bind
    /// never does, nor a table of tenants without it, since tenants would see each other.
    ///
    /// - Returns: the columns that the database has, to compare with the schema.
    /// - Throws: `StartFailure` with the first thing to change.
    static func run(_ launch: Launch, address: String) async throws -> Catalog {
        try await Databases.with(address, launch.reactors) { connection in
            let facts = try await ServerFacts.read(connection)
            if let danger = facts.tenantDangers.first { throw StartFailure("unsafe database: \(danger)") }
            if let danger = facts.dataDangers.first, !launch.allowsUnsafe {
                throw StartFailure("unsafe database: \(danger) (ALLOW_UNSAFE=1 starts anyway)")
            }
            let version: SchemaVersion
            do {
                version = try await Migrations.runner().check(connection)
            } catch let error as MigrationError {
                throw StartFailure("schema of the database: \(error)")
            }
            switch version {
            case .current, .ahead: break
            case .behind(let pending):
                let first = pending.first ?? ""
                throw StartFailure(
                    "the database lacks \(pending.count) migrations, the first is \(first): "
                        + "run 'comanda migrate up'"
                )
            case .changed(let file):
                throw StartFailure("the database was migrated with another text of \(file)")
            }
            let open = try await connection.run(unfenced.bind())
            guard open.rowCount == 0 else {
                throw StartFailure(
                    "unsafe database: no row level security is forced on \(open.string(0, 0) ?? "")")
            }
            return try await Catalog.read(connection)
        }
    }

    /// Tables that say which organization a row is of, but let everybody see it. The four that are asked
    /// before a tenant is known are meant to.
    private static let unfenced = Statement(
        "DatabaseCheck.unfenced",
        """
        SELECT c.relname::text FROM pg_class AS c
        JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attname = 'organization_id' AND NOT a.attisdropped
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
          AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
          AND c.relname NOT IN (
            'lookup_keys', 'refresh_tokens', 'organization_directory', 'login_organizations')
        ORDER BY 1
        """)
}
