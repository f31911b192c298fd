import Domain
import Postgres

/// Finds organizations and branches by what a person types: a public id or a slug.
struct TenantDirectory {
    let launch: Launch

    private static let organizationBySlug = Statement(
        "organizationBySlug",
        "SELECT organization_id FROM lookup_key('ORGANIZATION_SLUG', sha256(convert_to(lower($1), 'UTF8')))",
        parameters: [.text])
    private static let branchBySlug = Statement(
        "branchBySlug", "SELECT id FROM branches WHERE slug = $1 AND organization_id = $2",
        parameters: [.text, .uuid])
    private static let tenant = Statement(
        "tenant", "SELECT set_config('app.organization', $1, false)", parameters: [.text])

    /// The public id of an organization.
    func organization(_ text: String) async throws -> String {
        if let id = TypeID(text), id.prefix == "org" { return text }
        let found = try await firstID(Self.organizationBySlug.bind(.text(text)), tenant: nil)
        guard let found else { throw StartFailure("there is no organization '\(text)'") }
        return Self.text("org", found)
    }

    /// The public id of a branch of an organization.
    func branch(_ text: String, of organization: String) async throws -> String {
        if let id = TypeID(text), id.prefix == "branch" { return text }
        guard let id = TypeID(organization) else {
            throw StartFailure("'\(organization)' is no organization")
        }
        let tenant = UUIDBytes(high: id.high, low: id.low)
        let found = try await firstID(Self.branchBySlug.bind(.text(text), .uuid(tenant)), tenant: tenant)
        guard let found else { throw StartFailure("there is no branch '\(text)' in this organization") }
        return Self.text("branch", found)
    }

    private func firstID(_ statement: BoundStatement, tenant: UUIDBytes?) async throws -> UUIDBytes? {
        let address = try DatabaseAddress.found(launch, role: EmbeddedCluster.application)
        return try await Databases.with(address, launch.reactors) { connection in
            if let tenant { try await connection.run(Self.tenant.bind(.text(tenant.description))) }
            let result = try await connection.run(statement)
            return result.rowCount > 0 ? result.uuid(0, 0) : nil
        }
    }

    private static func text(_ prefix: String, _ id: UUIDBytes) -> String {
        TypeID(prefix: prefix, high: id.high, low: id.low)?.description ?? ""
    }
}
