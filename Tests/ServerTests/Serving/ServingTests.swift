import Foundation
import FoundationNetworking
import Glibc
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization
import Testing

@testable import Server

/// The whole server over a cluster of its own: what `comanda dev` runs, and what happens when the database
/// goes.
@Suite(.serialized, .tags(.slow)) struct ServingTests {
    /// An answer of the server.
    struct Answer {
        let status: Int
        let retryAfter: String?
        let body: String
    }

    /// A server on a free port with its cluster.
    struct World {
        let port: Int
        let cluster: EmbeddedCluster
        let tokens: AccessTokens
        let organization: DevBanner.Organization

        func get(_ path: String) async throws -> Answer {
            try await send(URLRequest(url: try #require(URL(string: "http://127.0.0.1:\(port)\(path)"))))
        }

        func query(_ text: String, role: String? = nil) async throws -> Answer {
            var request = URLRequest(url: try #require(URL(string: "http://127.0.0.1:\(port)/graphql")))
            request.httpMethod = "POST"
            request.setValue("application/json", forHTTPHeaderField: "Content-Type")
            if let role {
                let token = try await tokens.mint(
                    subject: "test", organization: organization.id, role: role, branches: nil, id: "1")
                request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization")
            }
            request.httpBody = try JSONSerialization.data(withJSONObject: ["query": text])
            return try await send(request)
        }

        func post(_ body: Data) async throws -> Answer {
            var request = URLRequest(url: try #require(URL(string: "http://127.0.0.1:\(port)/graphql")))
            request.httpMethod = "POST"
            request.setValue("application/json", forHTTPHeaderField: "Content-Type")
            request.httpBody = body
            return try await send(request)
        }

        private func send(_ request: URLRequest) async throws -> Answer {
            let (data, response) = try await URLSession.shared.data(for: request)
            let http = try #require(response as? HTTPURLResponse)
            return Answer(
                status: http.statusCode, retryAfter: http.value(forHTTPHeaderField: "Retry-After"),
                body: String(decoding: data, as: UTF8.self))
        }
    }

    /// Runs a server until `body` returns, then shuts it down gracefully and waits for the end.
    func serving(_ body: @escaping @Sendable (World) async throws -> Void) async throws {
        let scratch = NSTemporaryDirectory() + "serving-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createPrivateFolder(scratch)
        defer { try? FileManager.default.removeItem(atPath: scratch) }
        let launch = try await Launch.prepared(environment: [
            "COMANDA_HOME": SettingsTests.root, "COMANDA_HTTP_PORT": "0", "COMANDA_LOG_LEVEL": "critical",
            "COMANDA_AUTH_KEY_FOLDER": scratch + "/keys",
        ])
        let tokens = try await launch.accessTokens()
        let (worlds, continuation) = AsyncStream<World>.makeStream()
        let service = DevService(
            launch: launch, product: try Product.read(), tokens: tokens, checkout: scratch
        ) { port, cluster, organizations in
            guard let organization = organizations.first else { return }
            continuation.yield(
                World(port: port, cluster: cluster, tokens: tokens, organization: organization))
        }
        let group = ServiceGroup(services: [service], logger: launch.logger)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { continuation.finish() }
                try await group.run()
            }
            var iterator = worlds.makeAsyncIterator()
            if let world = await iterator.next() {
                defer { try? FileManager.default.removeItem(atPath: world.cluster.folder.path) }
                do {
                    try await body(world)
                } catch {
                    Issue.record(error)
                }
                await group.triggerGracefulShutdown()
                try await tasks.waitForAll()
                #expect(
                    !FileManager.default.fileExists(atPath: world.cluster.folder.data + "/postmaster.pid"))
            } else {
                try await tasks.waitForAll()
                Issue.record("the server ended before it served")
            }
        }
    }

    /// Asks again until the answer fits or the time is over.
    func eventually(
        within limit: Duration, _ ask: () async throws -> Answer, is fits: (Answer) -> Bool
    ) async throws -> Bool {
        let end = ContinuousClock.now + limit
        while ContinuousClock.now < end {
            if fits(try await ask()) { return true }
            try await Task.sleep(for: .milliseconds(50))
        }
        return false
    }

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
            let mutation = "mutation%7BcategoryCreate%7B__typename%7D%7D"
            let refused = try await world.get("/graphql?query=\(mutation)").status
            #expect(refused == 405 || refused == 422)
            #expect(try await world.get("/live").status == 200)
        }
    }

    @Test func `without PostgreSQL there is 503 at once, and service again by itself`() async throws {
        try await serving { world in
            let query = "{ branches { nodes { name } } }"
            #expect(try await world.query(query, role: "WAITER").status == 200)

            try stop(world.cluster)
            let asked = ContinuousClock.now
            let refused = try await world.query(query, role: "WAITER")
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
                within: .seconds(5), { try await world.query(query, role: "WAITER") }
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
            let killed = try postmaster(world.cluster)
            kill(killed, SIGKILL)
            for _ in 0..<300 where (try? postmaster(world.cluster)) ?? killed == killed {
                try await Task.sleep(for: .milliseconds(100))
            }
            let isBack = try await eventually(
                within: .seconds(30), { try await world.query(query, role: "WAITER") }
            ) { $0.status == 200 }
            #expect(isBack)
        }
    }

    private func postmaster(_ cluster: EmbeddedCluster) throws -> pid_t {
        let text = try String(contentsOfFile: cluster.folder.data + "/postmaster.pid", encoding: .utf8)
        return pid_t(text.prefix { $0 != "\n" }) ?? 0
    }

    /// Ends PostgreSQL in an orderly way and waits until it is gone.
    private func stop(_ cluster: EmbeddedCluster) throws {
        kill(try postmaster(cluster), SIGINT)
        let file = cluster.folder.data + "/postmaster.pid"
        for _ in 0..<500 where FileManager.default.fileExists(atPath: file) { usleep(20_000) }
    }
}
