import Foundation
import GraphQLSchema
import Postgres
import Restaurant
import TestSupport
import Testing

/// A running server over two tenants, everyone who may ask it, and what the files say.
struct AccessWorld: Sendable {
    let client: AccessClient
    let schema: Schema
    let expected: ExpectedAccess
    /// Everyone of our tenant: every role, with all branches and with one.
    let principals: [Principal]
    /// Who sees most, of ours and of the other tenant.
    let strongest: Principal
    let strongestOther: Principal
    /// The rows' IDs.
    let own: [UUIDBytes]
    let other: [UUIDBytes]
    /// Short texts of our tenant.
    let texts: [String]

    /// Whether COMANDA_TEST_ACCESS asks for these suites: they have not yet passed on the whole product.
    static var isAskedFor: Bool { ProcessInfo.processInfo.environment["COMANDA_TEST_ACCESS"] != nil }

    /// Runs `body` against a server over the database of the test, then looks through what it has logged.
    static func serving(_ body: (AccessWorld) async throws -> Void) async throws {
        let database = try TestDatabase.current
        let address = database.url.replacingOccurrences(of: "user=postgres", with: "user=comanda_app")
        let folder = NSTemporaryDirectory() + "access-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let server = try await ServerProcess.start(database: address, folder: folder)
        let log: String
        do {
            let world = try await AccessWorld(server, database, address, folder)
            try await body(world)
            #expect(world.client.leaked.isEmpty, "\(world.client.leaked.prefix(20).joined(separator: "\n"))")
            log = try await server.end()
        } catch {
            _ = try await server.end()
            throw error
        }
        let lines = log.split(separator: "\n").filter { line in
            [Marks.word, Marks.word.uppercased(), Marks.digits].contains { line.contains($0) }
        }
        #expect(lines.isEmpty, "values in the log: \(lines.prefix(5).joined(separator: "\n"))")
    }

    private init(
        _ server: ServerProcess, _ database: TestDatabase, _ address: String, _ folder: String
    ) async throws {
        schema = try Schema(sdl: Checkout.text("schema.graphql"), deliversIncrementally: true)
        expected = try ExpectedAccess(yaml: Checkout.text("Config/permissions.yaml"))
        let rows = try await PostgresConnection.withConnection(
            database.configuration, reactors: TestReactors.shared
        ) { connection in
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
        (own, other, texts) = (rows.ownRows, rows.otherRows, rows.texts)
        let ids = Set(rows.otherRows.map { String(EntityKind.branch.id($0).dropFirst("branch_".count)) })
        client = try AccessClient(port: server.port, marks: Marks(ids: ids))
        let branch = rows.branch.flatMap { UUIDBytes(text: $0) }.map(EntityKind.branch.id)
        let mint = { (role: String, organization: UUIDBytes, branch: String?) async throws -> String in
            let tenant = EntityKind.organization.id(organization)
            let confinement = branch.map { ["--branch", $0] } ?? []
            return try await ServerProcess.run(
                ["token", "--organization", tenant, "--role", role] + confinement, database: address,
                folder: folder)
        }
        var principals: [Principal] = []
        for role in expected.roles {
            if role == "PUBLIC" {
                principals.append(Principal(role: role, token: nil))
                continue
            }
            principals.append(Principal(role: role, token: try await mint(role, rows.own, nil)))
            let token = try await mint(role, rows.own, branch)
            principals.append(Principal(role: role, token: token, isConfined: true))
        }
        self.principals = principals
        let role = expected.strongest(schema)
        strongest = try #require(principals.first { $0.role == role })
        strongestOther = Principal(role: role, token: try await mint(role, rows.other, nil), isOther: true)
    }

    /// Every role once, with all branches.
    var roles: [Principal] { principals.filter { !$0.isConfined } }
}
