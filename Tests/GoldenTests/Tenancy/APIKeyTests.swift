import Postgres
import Restaurant
import TestSupport
import Testing

/// Keys of integrators: made, shown once, revoked.
@Suite(.database(World.template))
struct APIKeyTests {
    private func create(
        _ world: World, _ input: String, branches: [Int]? = nil, organization: Int = 1
    ) async -> String {
        await world.run(
            """
            mutation { it: apiKeyCreate(input: { \(input) }) {
              apiKey { id name prefix scopes branch { name } revokedAt } secret
              userErrors { field ... on TenancyUserError { code } } } }
            """, organization: organization, branches: branches, member: 401
        ).text
    }

    @Test
    func `a key's secret is shown once and kept as its hash`() async throws {
        let world = try World()

        let made = await create(world, "name: \"Till\", scopes: [\"menu:read\", \"menu:read\"]")
        let listed = await world.run("{ apiKeys { nodes { name prefix scopes } } }")
        let secret = try #require(made.split(separator: "\"secret\":\"").last?.prefix { $0 != "\"" })
        let found = try await found(String(secret))

        #expect(made.contains(#""scopes":["menu:read"],"branch":null,"revokedAt":null}"#), "\(made)")
        #expect(secret.count == 64 && secret.hasPrefix("ck_"))
        #expect(listed.text.contains(#"{"name":"Till","prefix":"\#(secret.prefix(11))""#), "\(listed.text)")
        #expect(!listed.text.contains(secret.suffix(52)))
        #expect(found == World.uuid(1))
    }

    /// The tenant that the database finds behind a secret.
    private func found(_ secret: String) async throws -> UUIDBytes? {
        let statement = Statement(
            "found", "SELECT organization_id FROM lookup_key('API_KEY', $1)", parameters: [.bytea])
        return try await PostgresConnection.withConnection(
            TestDatabase.current.configuration, reactors: TestReactors.shared
        ) { try await $0.run(statement.bind(.bytes(APIKeySecret.hash(of: secret)))).uuid(0, 0) }
    }

    @Test
    func `two keys of a name may live, so that one can follow the other`() async throws {
        let world = try World()
        let input = "name: \"Till\", scopes: [\"menu:read\"]"

        _ = await create(world, input)
        let second = await create(world, input)
        let third = await create(world, input)
        let id = try #require(second.split(separator: "\"id\":\"").last?.prefix { $0 != "\"" })
        let revoked = await world.run(
            """
            mutation { apiKeyRevoke(input: { apiKeyId: "\(id)" }) {
              apiKey { revokedAt } userErrors { message } } }
            """)
        let fourth = await create(world, input)

        #expect(third.contains(#""userErrors":[{"field":["input","name"],"code":"KEY_LIMIT"}]"#), "\(third)")
        #expect(revoked.text.contains(#"{"revokedAt":"20"#), "\(revoked.text)")
        #expect(fourth.contains(#""userErrors":[]"#), "\(fourth)")
    }

    @Test(arguments: [
        ("scopes: [\"menu:fly\"]", "scopes", "SCOPE_UNKNOWN"), ("scopes: []", "scopes", "INVALID"),
        ("scopes: [\"menu:read\"], expiresAt: \"2020-01-01T00:00:00Z\"", "expiresAt", "INVALID"),
        ("scopes: [\"menu:read\"], branchId: \"\(World.id(.branch, 21))\"", "branchId", "NOT_FOUND"),
        ("scopes: [\"menu:read\"], branchId: \"\(World.id(.branch, 12))\"", "branchId", "NOT_FOUND"),
        ("scopes: [\"menu:read\"]", "branchId", "BRANCH_OUT_OF_REACH"),
    ])
    func `a key that may not be is refused`(_ input: String, _ field: String, _ code: String) async throws {
        let world = try World()

        let text = await create(world, "name: \"Till\", \(input)", branches: [11])

        #expect(text.contains(#"[{"field":["input","\#(field)"],"code":"\#(code)"}]"#), "\(text)")
        #expect(text.contains(#""apiKey":null,"secret":null"#))
    }

    @Test
    func `the plan limits keys, and others' keys are not there`() async throws {
        let world = try World()

        let full = await create(world, "name: \"Till\", scopes: [\"menu:read\"]", organization: 2)
        func revoke(_ number: Int, branches: [Int]? = nil) async -> String {
            await world.run(
                """
                mutation { apiKeyRevoke(input: { apiKeyId: "\(World.id(.apiKey, number))" }) {
                  userErrors { ... on TenancyUserError { code } } } }
                """, branches: branches
            ).text
        }

        #expect(full.contains("PLAN_LIMIT"), "\(full)")
        let nobody = await revoke(9999)
        #expect(nobody.contains("NOT_FOUND"))
        #expect(await revoke(511) == nobody)
        #expect(await revoke(501, branches: [11]) == nobody)
        #expect(await revoke(501).contains(#""userErrors":[]"#))
    }
}
