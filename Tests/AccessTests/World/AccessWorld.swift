import Accounts
import Foundation
import GraphQLSchema
import Postgres
import Restaurant
import TestSupport
import Testing

/// A running server over two tenants, everyone who may ask it, and what the files say.
struct AccessWorld: Sendable {
    var client: AccessClient
    let schema: Schema
    let expected: ExpectedAccess
    /// Everyone of our tenant: every role, with all branches and with one; every kind of API key.
    let principals: [Principal]
    /// Who sees most, of ours and of the other tenant.
    let strongest: Principal
    let strongestOther: Principal
    /// The rows' IDs.
    let own: [UUIDBytes]
    let other: [UUIDBytes]
    /// Short texts of our tenant.
    let texts: [String]
    let rows: TenantRows

    /// Runs `body` against a server over the database of the test, then looks through what it has logged.
    ///
    /// - Parameters:
    ///   - files: what the server reads; the project's own if nil.
    ///   - expecting: what the expectations follow from; the same if nil.
    static func serving(
        _ files: ServedFiles? = nil, expecting: ServedFiles? = nil, _ body: (AccessWorld) async throws -> Void
    ) async throws {
        let files = try files ?? .product()
        let database = try TestDatabase.current
        let address = database.url.replacingOccurrences(of: "user=postgres", with: "user=comanda_app")
        let folder = NSTemporaryDirectory() + "access-\(UUID().uuidString.prefix(8))"
        try files.write(to: folder + "/home")
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let server = try await ServerProcess.start(
            database: address, folder: folder, home: folder + "/home")
        let log: Data
        let marks: Marks
        do {
            let tokens = await AccessTokens(keys: try SigningKeys(folder: folder + "/keys"), terms: .init())
            let world = try await AccessWorld(server, database, tokens, expecting ?? files)
            marks = world.client.marks
            try await body(world)
            #expect(world.client.leaked.isEmpty, "\(world.client.leaked.prefix(20).joined(separator: "\n"))")
            log = try await server.end()
        } catch {
            _ = try await server.end()
            throw error
        }
        let found = Self.lines(of: log, with: marks)
        #expect(found.isEmpty, "values in the log: \(found.prefix(5).joined(separator: "\n"))")
        #expect(log.count > 1_000, "the server has logged next to nothing")
    }

    /// The lines of a log that hold something of the other tenant.
    static func lines(of log: Data, with marks: Marks) -> [String] {
        guard !marks.found(in: log).isEmpty else { return [] }
        return log.split(separator: UInt8(ascii: "\n")).filter { !marks.found(in: Data($0)).isEmpty }
            .map { String(decoding: $0, as: UTF8.self) }
    }

    private init(
        _ server: ServerProcess, _ database: TestDatabase, _ tokens: AccessTokens, _ files: ServedFiles
    ) async throws {
        schema = try Schema(sdl: files.schema, deliversIncrementally: true)
        expected = try ExpectedAccess(yaml: files.permissions, schema: schema)
        let rows = try await TenantRows(database)
        self.rows = rows
        own = rows.own
        other = rows.other
        texts = rows.texts
        client = try AccessClient(port: server.port, marks: Marks(rows: rows.other))
        let mint = { (role: String, organization: UUIDBytes, branches: [String]?) async throws -> String in
            try await tokens.mint(
                subject: "tests", organization: EntityKind.organization.id(organization), role: role,
                branches: branches, reason: "the access suites", lifetime: .seconds(86_400),
                id: UUID().uuidString)
        }
        var principals: [Principal] = []
        for role in expected.roles {
            if role == "PUBLIC" {
                principals.append(Principal(role: role, token: nil))
                continue
            }
            principals.append(Principal(role: role, token: try await mint(role, rows.ownTenant, nil)))
            let token = try await mint(role, rows.ownTenant, rows.branch.map { [EntityKind.branch.id($0)] })
            principals.append(Principal(role: role, token: token, isConfined: true))
        }
        for scopes in expected.keyScopes.map({ [$0] }) + [expected.keyScopes] where !scopes.isEmpty {
            let secret = try await rows.addKey(scopes: scopes)
            principals.append(
                Principal(role: (["INTEGRATOR"] + scopes).joined(separator: "+"), token: secret))
        }
        if let branch = rows.branch, !expected.keyScopes.isEmpty {
            let secret = try await rows.addKey(scopes: expected.keyScopes, branch: branch)
            let role = (["INTEGRATOR"] + expected.keyScopes).joined(separator: "+")
            principals.append(Principal(role: role, token: secret, isConfined: true))
        }
        self.principals = principals
        let role = expected.strongest(schema)
        strongest = try #require(principals.first { $0.role == role })
        strongestOther = Principal(
            role: role, token: try await mint(role, rows.otherTenant, nil), isOther: true)
    }

    /// Every role and kind of key once, with all branches.
    var roles: [Principal] { principals.filter { !$0.isConfined } }
}
