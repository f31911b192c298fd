import Accounts
import Foundation
import GraphQLSchema
import Permissions
import Testing

@testable import Server

/// `/docs` of the whole server: who sees what.
@Suite(.serialized, .tags(.slow)) struct DocumentationServingTests: ServingSuite {
    @Test func `everybody sees the schema of their own, with introspection and without`() async throws {
        for setting in ["true", "false"] {
            try await serving(settings: ["COMANDA_GRAPHQL_INTROSPECTION": setting]) { world in
                for role in [nil, "WAITER", "ORG_ADMIN"] {
                    let text = try await world.get("/docs/schema.graphql", role: role)
                    let seen = try world.schemaText(of: role ?? "PUBLIC")
                    #expect(text.status == 200 && text.body == seen, "\(role ?? "nobody")")
                    let json = try await world.get("/docs/schema.json", role: role)
                    #expect(json.body.hasPrefix(#"{"data":{"__schema":{"#))
                    #expect(json.body.contains("orderCreate") == (role != nil))
                    let page = try await world.get("/docs/mutations/orderCreate", role: role)
                    #expect(page.status == (role == nil ? 404 : 200))
                }
                #expect(try await world.get("/llms.txt").body.hasPrefix("# Comanda"))
                #expect(try await world.get("/docs").body.contains("<strong id=\"audience\">PUBLIC</strong>"))
                let forged = try await world.ask(nil, method: "GET", target: "/docs", bearer: "x.y.z")
                #expect(forged.status == 401)
                let off = try await world.query("{ __schema { queryType { name } } }", role: "WAITER")
                #expect(off.body.contains("INTROSPECTION_OFF") == (setting == "false"))
            }
        }
    }

    @Test func `the setting takes the pages away`() async throws {
        try await serving(settings: ["COMANDA_DOCS_SERVE": "false"]) { (world) async throws in
            for path in ["/docs", "/docs/schema.graphql", "/llms.txt"] {
                #expect(try await world.get(path).status == 404, "\(path)")
            }
        }
    }

    @Test func `an example costs what its page says`() async throws {
        try await serving { world in
            var count = 0
            let index = try await world.get("/llms.txt", role: "BRANCH_MANAGER").body
            let link = try Regex(#"\]\((/docs/queries/[^)]*)\)"#, as: (Substring, Substring).self)
            for path in index.matches(of: link).map({ String($0.1) }) {
                let page = try await world.get(path, role: "BRANCH_MANAGER").body
                let code = try Regex("<code>(query [^<]*)</code>", as: (Substring, Substring).self)
                let told = try Regex("It may cost ([0-9]+) of", as: (Substring, Substring).self)
                let query = String(try #require(page.firstMatch(of: code)).1)
                let cost = String(try #require(page.firstMatch(of: told)).1)
                // Without values for its variables a query is refused before its cost is known.
                guard !query.contains("$") else { continue }
                count += 1
                let token = try await world.tokens.mint(
                    subject: "test", organization: world.organization.id, role: "BRANCH_MANAGER",
                    branches: nil, id: "1")
                let answer = try await world.ask(query, bearer: token, ["Show-Cost": "true"])
                #expect(answer.body.contains("\"requested\":\(cost),"), "\(query) \(answer.body.suffix(200))")
            }
            #expect(count > 5)
        }
    }
}

extension ServedWorld {
    /// The schema that a role sees, as the permissions say.
    fileprivate func schemaText(of role: String) throws -> String {
        let product = try Product.read()
        return product.schema.printed(product.permissions.view(for: role))
    }
}
