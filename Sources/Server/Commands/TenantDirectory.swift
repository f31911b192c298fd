import Domain
import Postgres
import Restaurant

/// Finds organizations and branches by what a person types: a public id or a slug.
struct TenantDirectory {
    let launch: Launch

    private static let organizationBySlug = Statement(
        "organizationBySlug",
        "SELECT organization_id FROM lookup_key('ORGANIZATION_SLUG', sha256(convert_to(lower($1), 'UTF8')))",
        parameters: [.text])
    // The three below are served by primary keys or the unique slug, within the tenant that is set.
    private static let organizationByID = Statement(
        "organizationByID", "SELECT id FROM organizations WHERE organization_id = $1", parameters: [.uuid])
    private static let branchBySlug = Statement(
        "branchBySlug", "SELECT id FROM branches WHERE slug = $1 AND organization_id = $2",
        parameters: [.text, .uuid])
    private static let branchByID = Statement(
        "branchByID", "SELECT id FROM branches WHERE id = $1 AND organization_id = $2",
        parameters: [.uuid, .uuid])

    /// The public id of an organization that exists.
    func organization(_ text: String) async throws -> String {
        let found: UUIDBytes?
        if let id = Self.id("org", text) {
            found = try await firstID(Self.organizationByID.bind(.uuid(id)), tenant: id)
        } else {
            found = try await firstID(Self.organizationBySlug.bind(.text(text)), tenant: nil)
        }
        guard let found else { throw StartFailure("there is no organization '\(text)'") }
        return Self.text("org", found)
    }

    /// The public id of a branch that this organization has.
    func branch(_ text: String, of organization: String) async throws -> String {
        guard let tenant = Self.id("org", organization) else {
            throw StartFailure("'\(organization)' is no organization")
        }
        let statement =
            if let id = Self.id("branch", text) {
                Self.branchByID.bind(.uuid(id), .uuid(tenant))
            } else {
                Self.branchBySlug.bind(.text(text), .uuid(tenant))
            }
        guard let found = try await firstID(statement, tenant: tenant) else {
            throw StartFailure("there is no branch '\(text)' in this organization")
        }
        return Self.text("branch", found)
    }

    private func firstID(_ statement: BoundStatement, tenant: UUIDBytes?) async throws -> UUIDBytes? {
        let address = try DatabaseAddress.found(launch, role: EmbeddedCluster.application)
        return try await Databases.with(address, launch.reactors) { connection in
            guard let tenant else { return try await Self.firstID(statement, on: connection) }
            return try await TenantTransaction(connection: connection).run(of: tenant) {
                () async throws(PostgresError) in
                try await Self.firstID(statement, on: connection)
            }
        }
    }

    private static func firstID(
        _ statement: BoundStatement, on connection: PostgresConnection
    ) async throws(PostgresError) -> UUIDBytes? {
        let result = try await connection.run(statement)
        return result.rowCount > 0 ? result.uuid(0, 0) : nil
    }

    private static func id(_ prefix: String, _ text: String) -> UUIDBytes? {
        guard let id = TypeID(text), id.prefix == prefix else { return nil }
        return UUIDBytes(high: id.high, low: id.low)
    }

    private static func text(_ prefix: String, _ id: UUIDBytes) -> String {
        TypeID(prefix: prefix, high: id.high, low: id.low)?.description ?? ""
    }
}
