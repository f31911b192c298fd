import Postgres
import Restaurant
import TestSupport

/// What the database of a test holds of the two tenants.
struct TenantRows: Sendable {
    let ownTenant: UUIDBytes
    let otherTenant: UUIDBytes
    /// The IDs of all rows of ours, and of the other tenant's that we have none of.
    let own: [UUIDBytes]
    let other: [UUIDBytes]
    /// Short texts of our tenant.
    let texts: [String]
    /// One of our branches.
    let branch: UUIDBytes?
    /// Rows of ours that belong to another branch than that one.
    let beyond: [UUIDBytes]
    private let database: TestDatabase

    init(_ database: TestDatabase) async throws {
        self.database = database
        let read = try await Self.connected(database) { connection in
            let (own, other) = try await TwoTenants.organizations(connection)
            return (
                own: own, other: other, ownRows: try await TwoTenants.rows(own, connection),
                otherRows: try await TwoTenants.rows(other, connection),
                texts: try await TwoTenants.texts(own, connection),
                branch: try await connection.execute(
                    script: "SELECT min(id::text) FROM branches WHERE organization_id = '\(own)'"
                ).first?.string(0, 0)
            )
        }
        ownTenant = read.own
        otherTenant = read.other
        // Both tenants may have a row under one ID, such as that of nothing.
        let common = Set(read.ownRows).intersection(read.otherRows)
        own = read.ownRows
        other = read.otherRows.filter { !common.contains($0) }
        texts = read.texts
        branch = read.branch.flatMap { UUIDBytes(text: $0) }
        beyond = try await Self.connected(database) { connection in
            try await TwoTenants.rows(beyond: read.branch ?? "", of: read.own, connection)
        }
    }

    /// Gives our tenant an API key; returns its secret.
    ///
    /// - Parameter branch: to which it is held; nil for none.
    func addKey(scopes: [String], branch: UUIDBytes? = nil) async throws -> String {
        var generator = SystemRandomNumberGenerator()
        let secret = APIKeySecret(using: &generator)
        let hash = APIKeySecret.hash(of: secret.text).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
        let held = branch.map { "'\($0)'" } ?? "NULL"
        _ = try await Self.connected(database) { connection in
            try await connection.execute(
                script: """
                    INSERT INTO api_keys (id, organization_id, branch_id, name, prefix, key_hash, scopes)
                    VALUES (gen_random_uuid(), '\(ownTenant)', \(held), 'of the tests', '\(secret.prefix)',
                        '\\x\(hash.joined())', '{\(scopes.joined(separator: ","))}')
                    """)
        }
        return secret.text
    }

    /// Imports documents for our tenant.
    func importDocuments(_ documents: [String]) async throws {
        guard !documents.isEmpty else { return }
        let rows = documents.map { document in
            "(gen_random_uuid(), '\(ownTenant)', '\(Carriage.hash(of: document))', $text$\(document)$text$)"
        }
        _ = try await Self.connected(database) { connection in
            try await connection.execute(
                script: """
                    INSERT INTO persisted_documents (id, organization_id, hash, document)
                    VALUES \(rows.joined(separator: ",")) ON CONFLICT (organization_id, hash) DO NOTHING
                    """)
        }
    }

    /// Runs `body` as a superuser, whom row level security does not bind.
    static func connected<Result: Sendable>(
        _ database: TestDatabase, _ body: (PostgresConnection) async throws -> Result
    ) async throws -> Result {
        try await PostgresConnection.withConnection(
            database.configuration, reactors: TestReactors.shared, body)
    }
}
