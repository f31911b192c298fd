import Accounts
import Foundation
import FoundationNetworking
import Testing

@testable import Server

/// Limits of costs and rates over a running server, by every way a request comes.
@Suite(.serialized, .tags(.slow)) struct ThrottleServingTests: ServingSuite {
    /// An answer with the headers that tell of limits.
    struct Told {
        let status: Int
        let policy: String?
        let left: String?
        let retryAfter: Int?
        let body: String
    }

    private func ask(
        _ world: ServedWorld, _ path: String = "/graphql", query: String? = "{ __typename }",
        method: String = "POST", token: String? = nil, headers: [String: String] = [:]
    ) async throws -> Told {
        var request = URLRequest(url: try #require(URL(string: "http://127.0.0.1:\(world.port)\(path)")))
        request.httpMethod = method
        if let query, method != "GET" {
            request.setValue("application/json", forHTTPHeaderField: "Content-Type")
            request.httpBody = try JSONSerialization.data(withJSONObject: ["query": query])
        }
        if let token { request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization") }
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        let (data, response) = try await URLSession.shared.answer(to: request)
        let http = try #require(response as? HTTPURLResponse)
        return Told(
            status: http.statusCode, policy: http.value(forHTTPHeaderField: "RateLimit-Policy"),
            left: http.value(forHTTPHeaderField: "RateLimit"),
            retryAfter: http.value(forHTTPHeaderField: "Retry-After").flatMap { Int($0) },
            body: String(decoding: data, as: UTF8.self))
    }

    private func token(_ world: ServedWorld, role: String) async throws -> String {
        try await world.tokens.mint(
            subject: "test", organization: world.organization.id, role: role, branches: nil, id: "1")
    }

    /// Asks until it is refused; within a minute's share of requests that is soon.
    private func exhaust(_ ask: () async throws -> Told) async throws -> Told {
        for _ in 0..<100 {
            let told = try await ask()
            if told.status == 429 { return told }
        }
        return try await ask()
    }

    @Test func `an address without a token is refused in time on every path but those of the orchestrator`()
        async throws
    {
        try await serving(settings: [
            "COMANDA_LIMITS_MODE": "enforce", "COMANDA_LIMITS_ADDRESS_REQUESTS": "10",
        ]) { world in
            let first = try await ask(world)
            #expect(first.status == 200)
            #expect(first.policy == #""address";q=10;w=60"#)
            #expect(first.left?.hasPrefix(#""address";r="#) == true)

            let refused = try await exhaust { try await ask(world) }
            #expect(refused.status == 429)
            #expect(refused.left?.hasPrefix(#""address";r=0;t="#) == true, "\(refused)")
            #expect((1...60).contains(refused.retryAfter ?? 0))
            #expect(refused.body.contains(#""code":"RATE_LIMITED","requestId":""#))

            let ways: [() async throws -> Told] = [
                { try await ask(world, "/graphql?query=%7B__typename%7D", method: "GET") },
                { try await ask(world, method: "QUERY") },
                { try await ask(world, headers: ["Accept": "multipart/mixed, application/json"]) },
                { try await ask(world, "/oauth/token", query: nil) },
                { try await ask(world, "/nothing", query: nil, method: "GET") },
                { try await ask(world, headers: ["X-Forwarded-For": "203.0.113.9"]) },
            ]
            for way in ways { #expect(try await exhaust(way).status == 429) }
            #expect(try await ask(world, "/live", query: nil, method: "GET").status == 200)
            #expect(try await ask(world, "/ready", query: nil, method: "GET").status == 200)
            let waiter = try await token(world, role: "WAITER")
            let known = try await ask(world, token: waiter)
            #expect(known.status == 200)
            #expect(known.policy == #""caller";q=3000;w=60"#)
        }
    }

    @Test
    func `callers and their tenants are counted wherever they call from, and tokens that prove nothing`()
        async throws
    {
        try await serving(settings: [
            "COMANDA_LIMITS_MODE": "enforce", "COMANDA_LIMITS_CALLER_REQUESTS": "10",
            "COMANDA_LIMITS_UNPROVEN_REQUESTS": "12", "COMANDA_HTTP_PROXIES": "127.0.0.0/8",
        ]) { world in
            let waiter = try await token(world, role: "WAITER")
            var number = 0
            let refused = try await exhaust {
                number += 1
                return try await ask(
                    world, token: waiter, headers: ["X-Forwarded-For": "203.0.113.\(number)"])
            }
            #expect(refused.status == 429)
            #expect(refused.policy == #""caller";q=10;w=60"#)

            let forged = ["X-Forwarded-For": "198.51.100.1"]
            #expect(try await ask(world, token: "nonsense", headers: forged).status == 401)
            let guessed = try await exhaust { try await ask(world, token: "nonsense", headers: forged) }
            #expect(guessed.status == 429)
            #expect(try await ask(world, headers: forged).status == 200, "guests beside are let in")
        }
    }

    @Test func `a proxy's word about its clients is taken, and a client's own is not`() async throws {
        try await serving(settings: [
            "COMANDA_LIMITS_MODE": "enforce", "COMANDA_LIMITS_ADDRESS_REQUESTS": "10",
            "COMANDA_HTTP_PROXIES": "127.0.0.1, ::1",
        ]) { world in
            let spoofed = try await exhaust {
                try await ask(world, headers: ["X-Forwarded-For": "\(UUID()), 203.0.113.9"])
            }
            #expect(spoofed.status == 429)
            let other = try await ask(world, headers: ["X-Forwarded-For": "203.0.113.9, 203.0.113.10"])
            #expect(other.status == 200)
        }
    }

    @Test func `an operation that costs too much is refused by name and number, on every way`() async throws {
        try await serving(settings: ["COMANDA_LIMITS_MODE": "enforce"]) { world in
            let query =
                "{ branches(first: 100) { nodes { tables(first: 100) { nodes { id branch { "
                + "tables(first: 100) { nodes { id } } } } } } } }"
            let cost = 1 + 100 * (1 + 1 + 100 * (1 + 1 + 1 + 100))
            let waiter = try await token(world, role: "WAITER")
            let target = try #require(query.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
            for answer in [
                try await ask(world, query: query, token: waiter),
                try await ask(world, query: query, method: "QUERY", token: waiter),
                try await ask(world, "/graphql?query=\(target)", method: "GET", token: waiter),
                try await ask(
                    world, query: query, token: waiter,
                    headers: ["Accept": "multipart/mixed, application/graphql-response+json"]),
            ] {
                #expect(
                    answer.body.contains(
                        #""extensions":{"code":"COST_LIMIT","limit":"graphql.maxCost","#
                            + #""cost":{"requested":\#(cost),"maximum":100000},"#), "\(answer)")
            }
        }
    }

    @Test func `who asks for it is told what an operation costs`() async throws {
        try await serving { world in
            let query = "{ branches(first: 10) { nodes { id } } }"
            let waiter = try await token(world, role: "WAITER")
            let silent = try await ask(world, query: query, token: waiter)
            let told = try await ask(
                world, query: query, token: waiter, headers: ["Show-Cost": "true"])
            #expect(!silent.body.contains("extensions"))
            #expect(told.body.contains(#""extensions":{"cost":{"requested":11,"actual":"#), "\(told)")
            #expect(
                told.body.contains(#""throttleStatus":{"maximumAvailable":200000,"currentlyAvailable":"#))
            let parts = try await ask(
                world, query: "{ branches { nodes { name ... @defer { spaces { id } } } } }", token: waiter,
                headers: ["Show-Cost": "true", "Accept": "multipart/mixed, application/json"])
            #expect(
                parts.body.contains(#""extensions":{"cost":{"requested":551,"throttleStatus":"#), "\(parts)")
            #expect(parts.policy == #""caller";q=3000;w=60"#)
        }
    }

    @Test func `what the demonstration has to show is affordable for those who need it`() async throws {
        try await serving(settings: ["COMANDA_LIMITS_MODE": "enforce"]) { world in
            let branch = try #require(world.organization.branches.first)
            let options = """
                modifierGroups { name min max modifiers { name priceDelta { formatted }
                  childGroups { name modifiers { name priceDelta { formatted } } } } }
                """
            let items = "items { name isAvailable price { formatted } \(options) }"
            let menu = "name categories { name \(items) children { name \(items) } }"
            let guest = try await ask(
                world, query: "{ publicMenu(branchCode: \"\(branch.publicCode)\") { menus { \(menu) } } }")
            #expect(guest.status == 200, "\(guest.body.prefix(300))")
            let staff = items.replacingOccurrences(
                of: "price {", with: "basePrice { formatted } branchOverride { isHidden } price {")
            let tree = menu.replacingOccurrences(of: items, with: staff)
            let waiter = try await ask(
                world, query: "{ menus(branchId: \"\(branch.id)\") { \(tree) } }",
                token: try await token(world, role: "WAITER"))
            #expect(waiter.status == 200, "\(waiter.body.prefix(300))")
        }
    }

    @Test func `instances that live share the limits, and the count outlives the database`() async throws {
        try await serving(settings: ["COMANDA_LIMITS_HEARTBEAT": "1s"]) { world in
            func policy(is quota: Int) async throws -> Bool {
                let end = ContinuousClock.now + .seconds(20)
                while ContinuousClock.now < end {
                    if try await ask(world).policy == #""address";q=\#(quota);w=60"# { return true }
                    try await Task.sleep(for: .milliseconds(100))
                }
                return false
            }
            #expect(try await policy(is: 6_000))
            // Another one, which lives for as long as the test does.
            _ = try await world.cluster.psql(
                "INSERT INTO server_instances VALUES (gen_random_uuid(), now() + interval '1 hour')",
                database: EmbeddedCluster.database)
            #expect(try await policy(is: 3_000))
            _ = try await world.cluster.psql(
                "REVOKE ALL ON server_instances FROM comanda_app; DELETE FROM server_instances",
                database: EmbeddedCluster.database)
            // Two beats that fail.
            try await Task.sleep(for: .milliseconds(2_500))
            #expect(try await ask(world).policy == #""address";q=3000;w=60"#)
        }
    }
}
