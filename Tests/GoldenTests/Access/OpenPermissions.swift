import DataLoader
import GraphQLExecution
import GraphQLSchema
import Permissions
import Restaurant
import Testing

/// A permission file that grants the whole schema to CREW, but for what a test says.
struct OpenPermissions {
    /// Who inherits from whom, besides PUBLIC.
    var roles = "CREW: { inherits: [PUBLIC] }"
    /// Whom fields without an entry here are granted.
    var everything = "CREW"
    var claims = "{}"
    var scopes = "{}"
    var masks = "{}"
    /// By type.
    var rows: [String: String] = [:]
    /// By coordinate.
    var fields: [String: String] = [:]

    /// The file.
    func yaml(_ schema: Schema) -> String {
        var lines = ["version: 1", "claims: \(claims)", "roles: { PUBLIC: {}, \(roles) }"]
        lines += ["scopes: \(scopes)", "masks: \(masks)", "types:"]
        for type in schema.types where type.kind == .object && !type.isIntrospection {
            lines.append("  \(type.name):")
            if let rows = rows[type.name] { lines.append("    rows: \(rows)") }
            lines.append("    fields:")
            for field in type.fields.map({ schema.fields[$0] }) where !field.id.isIntrospection {
                let entry = fields[field.coordinate] ?? "{ allow: [\(everything)] }"
                lines.append("      \(field.name): \(entry)")
            }
        }
        return lines.joined(separator: "\n")
    }
}

/// The product under a permission file of a test, over the database of the running test.
struct AccessTrial {
    let world: World
    let permissions: Permissions
    let events = Events()

    init(_ open: OpenPermissions) throws {
        world = try World()
        let schema = try Schema(sdl: Repository.text("schema.graphql"))
        permissions = try Permissions(yaml: open.yaml(schema), file: "p.yaml", schema: schema)
    }

    /// Runs a request of the first organization.
    ///
    /// - Parameters:
    ///   - branches: the branches within reach; nil for all.
    ///   - claims: further values that conditions read.
    func ask(
        _ document: String, as roles: [String] = ["CREW"], branches: [Int]? = nil, member: Int? = nil,
        claims: [String: ClaimValue] = [:]
    ) async -> String {
        // What is known of every caller is not replaced by a claim: it is made so.
        var (role, reach) = (roles[0], branches?.map(World.uuid))
        if case .text(let text)? = claims["role"] { role = text }
        if case .ids(let ids)? = claims["branches"] { reach = ids }
        var caller = TenantCaller(
            organization: World.uuid(1), branches: reach, role: role,
            user: member.map { World.uuid($0 - 100) }, member: member.map(World.uuid),
            observer: events.append)
        caller.claims = claims
        caller.access = permissions.policy(for: roles)
        return await world.service.execute(
            GraphQLRequest(document: Array(document.utf8)), for: caller,
            access: caller.access,
            values: RequestValues(nowSeconds: 1_772_380_800), requestID: "test"
        ).body.text
    }

    /// A table's ID.
    static func table(_ number: Int) -> String { World.id(.table, number) }
}
