import Foundation
import Permissions
import Testing

@testable import Server

/// What schemathesis makes up from the schema is answered as it says, for every role and for API keys.
///
/// `COMANDA_TEST_ANSWER_SECONDS` says for how long, `COMANDA_TEST_ANSWER_SEED` where to begin.
@Suite(
    .serialized, .tags(.slow),
    .enabled(if: PythonClient.program != nil, "no schemathesis: Scripts/test --full installs it"))
struct EveryAnswerTests: ServingSuite {
    /// Keys besides the roles: what an integrator has.
    private static let keys = [
        ("KEY_THAT_READS", ["menu:read", "orders:read", "floor:read", "kitchen:read", "branches:read"]),
        (
            "KEY_THAT_WRITES",
            ["menu:write", "orders:write", "floor:write", "payments:write", "branches:read"]
        ),
    ]

    @Test func `no answer is ours to blame, and every one is as its schema says`() async throws {
        let environment = ProcessInfo.processInfo.environment
        let seconds = environment["COMANDA_TEST_ANSWER_SECONDS"] ?? "120"
        let seed = environment["COMANDA_TEST_ANSWER_SEED"] ?? "1"
        try await serving(settings: ["COMANDA_GRAPHQL_MAX_ALIASES": "1000"]) { world in
            let client = try PythonClient()
            defer { client.end() }
            var callers = ["PUBLIC"]
            for role in try Product.read().permissions.roles where role != "PUBLIC" {
                callers.append("\(role) \(try await world.token(role))")
            }
            for (name, scopes) in Self.keys {
                callers.append("\(name) \(try await world.key(scopes))")
            }
            let ran = try await client.script(
                "every_answer.py", ["http://127.0.0.1:\(world.port)", seconds, seed],
                input: callers.joined(separator: "\n"))
            print(ran.output.suffix(20_000))
            #expect(ran.status == 0, "\(ran.output.suffix(4_000))")
        }
    }
}

extension ServedWorld {
    /// The secret of an API key with scopes.
    fileprivate func key(_ scopes: [String]) async throws -> String {
        let list = scopes.map { "\"\($0)\"" }.joined(separator: ", ")
        let made = try await query(
            """
            mutation { apiKeyCreate(input: { name: "tried out", scopes: [\(list)] }) {
              secret userErrors { message }
            } }
            """, role: "ORG_ADMIN")
        return try #require(made.text("secret"), "\(made.body)")
    }
}
