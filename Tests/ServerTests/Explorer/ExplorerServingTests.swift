import Foundation
import GraphQLSchema
import Permissions
import Testing

@testable import Server

/// The explorer's page and what it is told, in development and in production.
@Suite(.serialized, .tags(.slow)) struct ExplorerServingTests: ServingSuite {
    private func branchQuery(_ world: ServedWorld) throws -> String {
        let branch = try #require(world.organization.branches.first?.id)
        return "{ orders(branchId: \"\(branch)\", first: 3) { nodes { number lines { name } } } }"
    }

    @Test func `development tells levels, statements, decisions and time; production tells none of it`()
        async throws
    {
        try await serving { world in
            let query = try branchQuery(world)
            let told = try await world.ask(query, role: "WAITER", headers: ["Explain": "run"])
            #expect(told.body.hasPrefix(#"{"data":{"orders":{"nodes":["#))
            #expect(told.body.contains(#""fields":["Query.orders"],"estimatedRows":3"#))
            #expect(told.body.contains(#"{"coordinate":"Order.number","access":"FULL""#))
            #expect(told.body.contains(#""name":"Order.ofBranch"#) || told.body.contains("FROM orders"))
            #expect(told.headers["server-timing"]?.hasPrefix("total;dur=") == true)
            let unasked = try await world.ask(query, role: "WAITER", headers: [:])
            #expect(!unasked.body.contains("extensions"))

            let production = try await ServeProcess.start(over: world)
            for role in ["WAITER", "ORG_ADMIN", nil] {
                for mode in ["run", "plan"] {
                    let answer = try await production.world.ask(
                        role == nil ? "{ __typename }" : query, role: role,
                        headers: ["Explain": mode, "Show-Cost": "true"])
                    // It ran as ever: the header means nothing there.
                    #expect(!answer.body.contains(#""data":null"#), "\(answer.body)")
                    for secret in ["explain", "SELECT", "statements", "decisions"] {
                        #expect(!answer.body.contains(secret), "\(answer.body)")
                    }
                    #expect(answer.body.contains(#""cost":{"requested":"#))
                    #expect(answer.headers["server-timing"] == nil)
                }
            }
            for path in [DevelopmentDoors.deskPath, DevelopmentDoors.demonstrationPath] {
                #expect(try await world.get(path).status == 200, "\(path)")
                #expect(try await production.world.get(path).status == 404, "\(path)")
            }
            let page = try await production.world.get("/")
            #expect(page.status == 200 && page.body.contains("<title>Explorer · Comanda</title>"))
            production.child.signal(9)
            _ = await production.child.wait()
        }
    }

    @Test func `a plan runs nothing, not even a mutation, and takes nothing from who asks`() async throws {
        try await serving { world in
            let house = try await KitchenHouse(world)
            let order = """
                mutation { orderCreate(input: { branchId: "\(house.branch)", lines: [] }) {
                  order { number } } }
                """
            let planned = try await world.ask(
                order, role: "WAITER", headers: ["Explain": "plan", "Show-Cost": "true"])
            #expect(planned.body.hasPrefix(#"{"data":null,"extensions":{"cost":{"requested":"#))
            #expect(!planned.body.contains(#""actual""#))
            #expect(planned.body.contains(#""statements":[]"#))
            #expect(try await world.sql("SELECT count(*) FROM orders") == "0")
            // So does a subscription, which has no stream here.
            let followed = try await world.ask(
                "subscription { orderChanged(branchId: \"\(house.branch)\") { order { number } } }",
                role: "WAITER", headers: ["Explain": "plan"])
            #expect(followed.body.contains(#""coordinate":"Subscription.orderChanged""#))
            #expect(followed.body.contains(#""notes":["A subscription: the levels are what is loaded for"#))
            // Parts that come later are told of as what they are: here in one piece.
            let parted = try await world.ask(
                "{ viewer { role } ... @defer { orders(branchId: \"\(house.branch)\") { nodes { id } } } }",
                role: "WAITER", headers: ["Explain": "plan"])
            #expect(parted.body.contains(#""fields":["Query.orders"]"#))
            #expect(parted.body.contains(#""notes":["`@defer` and `@stream`: this is the answer in one"#))
            let plain = try await world.ask(
                "{ viewer { role } }", role: "WAITER", headers: ["Explain": "plan"])
            #expect(plain.body.contains(#""notes":[]"#))
        }
    }

    @Test func `the desk's tokens are their roles'`() async throws {
        try await serving { world in
            let answer = try await world.get(DevelopmentDoors.deskPath)
            let desk = try JSONDecoder().decode(ExplorerDesk.self, from: Data(answer.body.utf8))
            #expect(desk.roles.contains("WAITER") && !desk.roles.contains("PUBLIC"))
            let organization = try #require(desk.organizations.first)
            for role in ["WAITER", "ORG_ADMIN"] {
                let token = try #require(organization.tokens[role])
                let told = try await world.ask(
                    "{ viewer { role organization { id } } }", role: nil,
                    headers: ["Authorization": "Bearer \(token)"])
                let expected = "\"role\":\"\(role)\",\"organization\":{\"id\":\"\(organization.id)\"}"
                #expect(told.body.contains(expected))
            }
        }
    }

    @Test func `each part of the page is served under a strict policy, and nothing where it is switched off`()
        async throws
    {
        let parts = try ExplorerPage.pages(Settings.Explorer(served: true, folder: "nowhere"))
        #expect(parts["/"] != nil && parts["/explorer/graphiql/LICENSE"] == nil)
        try await serving(settings: ["COMANDA_EXPLORER_SERVED": "false"]) { (world) async throws in
            for path in parts.keys { #expect(try await world.get(path).status == 404, "\(path)") }
        }
        let folder = NSTemporaryDirectory() + "graphiql-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createPrivateFolder(folder)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for file in ExplorerPage.editorFiles {
            try Data("of \(file.name)".utf8).write(to: URL(fileURLWithPath: "\(folder)/\(file.name)"))
        }
        let hidden = try Self.hiddenNames()
        #expect(hidden.contains("orderCreate") && hidden.contains("OrderCreateInput"))
        try await serving(settings: ["COMANDA_EXPLORER_FOLDER": folder]) { world in
            for path in parts.keys {
                let answer = try await world.page(path)
                // Everybody is sent the same page: it names nothing that guests may not see.
                let words = answer.body.matches(of: #/[A-Za-z]+/#).map { String($0.output) }
                #expect(hidden.isDisjoint(with: words), "\(path): \(hidden.intersection(words))")
                #expect(answer.status == 200 && !answer.body.isEmpty, "\(path)")
                let policy = try #require(answer.headers["content-security-policy"])
                #expect(policy.contains("script-src 'self'; style-src 'self';") && !policy.contains("unsafe"))
            }
            for file in ExplorerPage.editorFiles {
                let answer = try await world.page("/explorer/graphiql/\(file.name)")
                #expect(answer.body == "of \(file.name)")
                #expect(answer.headers["cache-control"] == "private, max-age=3600")
            }
        }
    }

    @Test(.enabled(if: ServedWorld.hasEditor, "no GraphiQL: Scripts/graphiql fetches it"))
    func `the editor's files are served with what they are made of`() async throws {
        let folder = ServedWorld.editorFolder
        try await serving(settings: ["COMANDA_EXPLORER_FOLDER": folder]) { world in
            let told = try await world.page(ExplorerPage.licencesPath)
            #expect(told.headers["content-type"] == "text/plain; charset=utf-8")
            #expect(try await world.page("/explorer/graphiql/LICENSE").body.contains("BSD License"))
            let versions: [(name: String, file: String, mark: Regex<(Substring, Substring)>)] = [
                ("React", "react.production.min.js", #/@license React v([0-9.]+)/#),
                ("React DOM", "react-dom.production.min.js", #/@license React v([0-9.]+)/#),
                ("CodeMirror", "graphiql.min.js", #/\.version="(5[0-9.]+)"/#),
                ("GraphQL.js", "graphiql.min.js", #/\{major:([0-9]+,minor:[0-9]+,patch:[0-9]+)/#),
            ]
            for (name, file, mark) in versions {
                let text = try await world.page("/explorer/graphiql/\(file)").body
                let version = String(try #require(text.firstMatch(of: mark)).1)
                    .replacing(",minor:", with: ".").replacing(",patch:", with: ".")
                #expect(told.body.contains("\(name) \(version) "), "\(name) \(version)")
            }
            let fonts = try await world.page("/explorer/graphiql/graphiql.min.css").body
                .matches(of: #/font-family: ([A-Z][A-Za-z ]+)/#).map { String($0.1) }
            for font in Set(fonts) { #expect(told.body.contains(font), "\(font)") }
        }
    }

    /// Root fields and types that the public does not see. Words of every day, and `JSON`, are no names of
    /// ours: those have a capital within and a small letter.
    private static func hiddenNames() throws -> Set<String> {
        let product = try Product.read()
        let view = product.permissions.view(for: "PUBLIC")
        let schema = product.schema
        let roots = [schema.queryType, schema.mutationType, schema.subscriptionType].compactMap(\.self)
        let fields = roots.flatMap { schema[$0].fields }.map { schema.fields[$0] }
        var hidden = Set(fields.filter { !view.isVisible($0.id) }.map(\.name))
        hidden.formUnion(schema.types.filter { !view.isVisible($0.id) }.map(\.name))
        return hidden.filter {
            $0.dropFirst().contains(where: \.isUppercase) && $0.contains(where: \.isLowercase)
        }
    }

    @Test func `whoever guesses names learns nothing, with introspection off or on`() async throws {
        for introspection in ["true", "false"] {
            try await serving(settings: ["COMANDA_GRAPHQL_INTROSPECTION": introspection]) { world in
                for (hidden, absent) in [("auditLog", "auditLof"), ("apiKeys", "apiKeyz")] {
                    for role in ["WAITER", nil] {
                        let known = try await world.query("{ \(hidden) { nodes { id } } }", role: role).body
                        let unknown = try await world.query("{ \(absent) { nodes { id } } }", role: role).body
                        #expect(
                            Self.withoutID(known).replacingOccurrences(of: hidden, with: absent)
                                == Self.withoutID(unknown))
                        #expect(!known.contains("mean"))
                    }
                }
            }
        }
    }

    /// An answer without the number of its request.
    private static func withoutID(_ body: String) -> String {
        body.replacing(#/"requestId":"[^"]*"/#, with: "")
    }
}
