import Foundation
import Glibc
import Testing

@testable import Server

/// The whole server over a cluster of its own: what `comanda dev` runs, and what happens when the database
/// goes.
@Suite(.serialized, .tags(.slow)) struct ServingTests: ServingSuite {
    @Test func `the public sees the public menu, and a waiter more`() async throws {
        try await serving { world in
            let code = try #require(world.organization.branches.first?.publicCode)
            let menu = try await world.query("{ publicMenu(branchCode: \"\(code)\") { menus { name } } }")
            #expect(menu.status == 200)
            #expect(menu.body.hasPrefix(#"{"data":{"publicMenu":{"menus":[{"name":""#))

            let branch = try #require(world.organization.branches.first)
            for example in DevBanner.examples(branch: branch) {
                let answer = try await world.query(example.query, role: example.isPublic ? nil : "WAITER")
                #expect(answer.status == 200, "\(example.query)")
            }

            let branches = "{ branches { nodes { name } } }"
            #expect(try await world.query(branches).status == 422)
            let waiter = try await world.query(branches, role: "WAITER")
            #expect(waiter.status == 200)
            #expect(waiter.body.contains("nodes"))
            #expect(try await world.query(branches, role: "EMPEROR").status == 401)
            #expect(try await world.get("/live").status == 200)
            #expect(try await world.get("/ready").status == 200)
        }
    }

    @Test func `bad documents and bodies are answered with place and code`() async throws {
        try await serving { world in
            let syntax = try await world.query("{ viewer { ")
            #expect(syntax.status == 400)
            #expect(syntax.body.contains(#""locations":[{"line":1,"column":"#))
            #expect(syntax.body.contains(#""code":"GRAPHQL_PARSE_FAILED""#))

            let unknown = try await world.query("{ nothing }")
            #expect(unknown.status == 422)
            #expect(unknown.body.contains(#""requestId":""#))

            let deep = String(repeating: "{a", count: 70) + String(repeating: "}", count: 70)
            #expect(try await world.query(deep).status == 400)
            let nested = String(repeating: "[", count: 100) + String(repeating: "]", count: 100)
            let bodies = [
                "not json", "", "[]", #"[{"query":"{__typename}"}]"#, #"{"query":7}"#, #"{"variables":{}}"#,
                #"{"query":"{__typename}","variables":[]}"#, #"{"query":"{ a(b: \"\ud800\") }"}"#,
                #"{"query":"{__typename}","variables":{"a":\#(nested)}}"#,
            ]
            for body in bodies { #expect(try await world.post(Data(body.utf8)).status == 400, "\(body)") }
            #expect(try await world.post(Data([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])).status == 400)

            #expect(try await world.get("/graphql?query=%7B__typename%7D").status == 200)
            #expect(try await world.get("/live").status == 200)
        }
    }

    @Test func `GET and QUERY run queries and refuse mutations`() async throws {
        try await serving { world in
            let mutation =
                "mutation { categoryCreate(input: {menuId: \"x\", name: \"x\"}) { category { id } } }"
            let target = try #require(
                mutation.addingPercentEncoding(withAllowedCharacters: .alphanumerics))

            let got = try await world.get("/graphql?query=\(target)", role: "ORG_ADMIN")
            let asked = try await world.query(mutation, role: "ORG_ADMIN", method: "QUERY")
            let posted = try await world.query(mutation, role: "ORG_ADMIN")
            let read = try await world.query("{ viewer { role } }", role: "ORG_ADMIN", method: "QUERY")

            for refused in [got, asked] {
                #expect(refused.status == 405)
                #expect(refused.allow == "POST")
                #expect(refused.body.contains(#""code":"METHOD_NOT_ALLOWED","requestId":""#))
            }
            #expect(posted.status != 405)
            #expect(read.body == #"{"data":{"viewer":{"role":"ORG_ADMIN"}}}"#)
        }
    }

    @Test func `without PostgreSQL there is 503 at once, and service again by itself`() async throws {
        try await serving { world in
            // Nothing that comes from memory for a moment longer.
            let query = "{ apiKeys { nodes { id } } }"
            #expect(try await world.query(query, role: "ORG_ADMIN").status == 200)

            try stop(world.cluster)
            let asked = ContinuousClock.now
            let refused = try await world.query(query, role: "ORG_ADMIN")
            #expect(ContinuousClock.now - asked < .seconds(3))
            #expect(refused.status == 503)
            #expect(refused.retryAfter == "1")
            #expect(refused.body.contains(#""code":"UNAVAILABLE""#))
            #expect(try await world.get("/live").status == 200)
            let isNotReady = try await eventually(within: .seconds(5), { try await world.get("/ready") }) {
                $0.status == 503
            }
            #expect(isNotReady)

            let child = try await world.cluster.start()
            let isBack = try await eventually(
                within: .seconds(5), { try await world.query(query, role: "ORG_ADMIN") }
            ) { $0.status == 200 }
            #expect(isBack)
            let isReady = try await eventually(within: .seconds(5), { try await world.get("/ready") }) {
                $0.status == 200
            }
            #expect(isReady)
            await world.cluster.stop(child)
        }
    }

    @Test func `killed PostgreSQL comes back by itself`() async throws {
        try await serving { world in
            let query = "{ branches { nodes { name } } }"
            let killed = try world.postmaster()
            kill(killed, SIGKILL)
            for _ in 0..<300 where (try? world.postmaster()) ?? killed == killed {
                try await Task.sleep(for: .milliseconds(100))
            }
            let isBack = try await eventually(
                within: .seconds(30), { try await world.query(query, role: "WAITER") }
            ) { $0.status == 200 }
            #expect(isBack)
        }
    }

    @Test func `what is deferred comes in parts of its own`() async throws {
        try await serving { world in
            let query = "{ branches { nodes { name ... @defer { spaces { id } } } } }"
            let answer = try await world.query(
                query, role: "WAITER", accept: "multipart/mixed, application/json")
            #expect(answer.status == 200)
            #expect(answer.body.hasPrefix("\r\n---\r\nContent-Type: application/json"))
            #expect(answer.body.contains(#""pending":["#))
            #expect(answer.body.hasSuffix("\"hasNext\":false}\r\n-----\r\n"))
        }
    }

    @Test func `callers who wait for a lock don't make the process unready`() async throws {
        try await serving { world in
            let query = "{ branches { nodes { name } } }"
            #expect(try await world.query(query, role: "WAITER").status == 200)
            async let lock = world.cluster.psql(
                "BEGIN; LOCK TABLE branches IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(4); COMMIT",
                database: EmbeddedCluster.database)
            try await Task.sleep(for: .milliseconds(500))
            let statuses = try await withThrowingTaskGroup(of: Int.self) { tasks in
                for _ in 0..<16 {
                    tasks.addTask { try await world.query(query, role: "WAITER").status }
                }
                for _ in 0..<25 {
                    #expect(try await world.get("/ready").status == 200)
                    try await Task.sleep(for: .milliseconds(100))
                }
                return try await tasks.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.contains(503))
            _ = try await lock
        }
    }

    @Test func `a role that row level security does not bind is refused whatever is said`() async throws {
        try await serving { world in
            let unsafe = ["ALLOW_UNSAFE": "1"]
            let command = try ServeProcess.command(
                ["check"], over: world, settings: unsafe, role: EmbeddedCluster.owner)
            let refused = try await ChildProcess.run(command)
            #expect(refused.status == 78)
            #expect(refused.output.contains("unsafe database: role \(EmbeddedCluster.owner)"))
            let accepted = try await ChildProcess.run(
                try ServeProcess.command(["check"], over: world, settings: unsafe))
            #expect(accepted.status == 0, "\(accepted.output)")
        }
    }

    @Test func `a table of tenants that everybody sees is refused at the start`() async throws {
        try await serving { world in
            _ = try await world.cluster.psql(
                "ALTER TABLE menus NO FORCE ROW LEVEL SECURITY", database: EmbeddedCluster.database)
            let refused = try await ChildProcess.run(try ServeProcess.command(["check"], over: world))
            #expect(refused.status == 78)
            #expect(refused.output.contains("no row level security is forced on menus"), "\(refused.output)")
        }
    }

    @Test func `secrets go to no log but that of development`() async throws {
        try await serving { world in
            let command = try ServeProcess.command(
                ["serve"], over: world, settings: ["COMANDA_AUTH_MESSAGES": "log"])
            let refused = try await ChildProcess.run(command)
            #expect(refused.status == 78)
            #expect(refused.output.contains("auth.messages"), "\(refused.output)")
        }
    }

    @Test func `serve runs nobody's schema`() async throws {
        try await serving { world in
            let command = try ServeProcess.command(["serve", "--conformance"], over: world)
            #expect(try await ChildProcess.run(command).status == 64)
        }
    }

    @Test func `money is what its digits say`() async throws {
        try await serving { world in
            let mutation = """
                mutation ($id: ID!, $price: Int64) { branchOverrideSet(input: {branchId: $id, itemId: $id, \
                priceMinor: $price}) { userErrors { message } } }
                """
            for price in ["1E-400", "0.99999999999999999999", "1234567890.0000000001"] {
                let body = #"{"query":"\#(mutation)","variables":{"id":"x","price":\#(price)}}"#
                let answer = try await world.post(
                    Data(body.replacingOccurrences(of: "\n", with: " ").utf8), role: "ORG_ADMIN")
                #expect(answer.status == 422, "\(price)")
                #expect(answer.body.contains("price"))
            }
        }
    }

    /// Ends PostgreSQL in an orderly way and waits until it is gone.
    private func stop(_ cluster: EmbeddedCluster) throws {
        kill(try ServedWorld.postmaster(cluster), SIGINT)
        let file = cluster.folder.data + "/postmaster.pid"
        for _ in 0..<500 where FileManager.default.fileExists(atPath: file) { usleep(20_000) }
    }
}
