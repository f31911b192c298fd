import DataLoader
import Postgres

/// What must hold of a database before a request is taken from it.
enum DatabaseCheck {
    /// Checks the schema's version, the role's rights and the settings on which durability rests.
    ///
    /// Settings that may lose data pass with `ALLOW_UNSAFE`; a role that row level security does not bind
    /// never does, since tenants would see each other.
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
            return try await Catalog.read(connection)
        }
    }
}
