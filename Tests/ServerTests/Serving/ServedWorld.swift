import Accounts
import Foundation
import FoundationNetworking
import Glibc
import Logging
import NIOCore
import ServiceLifecycle
import Testing

@testable import Server

/// An answer of the server.
struct ServedAnswer: Sendable {
    let status: Int
    let retryAfter: String?
    let allow: String?
    let body: String
}

/// A server on a free port with its cluster.
struct ServedWorld: Sendable {
    var port: Int
    let cluster: EmbeddedCluster
    let tokens: AccessTokens
    /// Where the keys of the tokens lie.
    let keyFolder: String
    /// The demonstration's houses, as newcomers are shown them.
    let organizations: [DevBanner.Organization]
    /// The house that a test is about.
    var organization: DevBanner.Organization
    /// Where its pictures lie.
    var imageFolder: String { keyFolder + "/../images" }

    func get(_ path: String, role: String? = nil) async throws -> ServedAnswer {
        try await send(
            URLRequest(url: try #require(URL(string: "http://127.0.0.1:\(port)\(path)"))), as: role)
    }

    func query(
        _ text: String, role: String? = nil, variables: [String: String] = [:], method: String = "POST",
        accept: String? = nil
    ) async throws -> ServedAnswer {
        let body: [String: Any] = ["query": text, "variables": variables]
        return try await post(
            try JSONSerialization.data(withJSONObject: body), role: role, method: method, accept: accept)
    }

    func post(
        _ body: Data, role: String? = nil, method: String = "POST", accept: String? = nil
    ) async throws -> ServedAnswer {
        var request = URLRequest(url: try #require(URL(string: "http://127.0.0.1:\(port)/graphql")))
        request.httpMethod = method
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        if let accept { request.setValue(accept, forHTTPHeaderField: "Accept") }
        request.httpBody = body
        return try await send(request, as: role)
    }

    /// More connections than the database's, so that callers wait there and not here.
    private static let session: URLSession = {
        let configuration = URLSessionConfiguration.default
        configuration.httpMaximumConnectionsPerHost = 64
        return URLSession(configuration: configuration)
    }()

    private func send(_ request: URLRequest, as role: String?) async throws -> ServedAnswer {
        var request = request
        if let role {
            let token = try await tokens.mint(
                subject: "test", organization: organization.id, role: role, branches: nil, id: "1")
            request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization")
        }
        let (data, response) = try await Self.session.answer(to: request)
        let http = try #require(response as? HTTPURLResponse)
        return ServedAnswer(
            status: http.statusCode, retryAfter: http.value(forHTTPHeaderField: "Retry-After"),
            allow: http.value(forHTTPHeaderField: "Allow"), body: String(decoding: data, as: UTF8.self))
    }

    /// The process of the database server.
    func postmaster() throws -> pid_t { try Self.postmaster(cluster) }

    /// The process of a cluster's server.
    static func postmaster(_ cluster: EmbeddedCluster) throws -> pid_t {
        let text = try String(contentsOfFile: cluster.folder.data + "/postmaster.pid", encoding: .utf8)
        return pid_t(text.prefix { $0 != "\n" }) ?? 0
    }
}

/// Tests over the whole server.
protocol ServingSuite {}

extension ServingSuite {
    /// Runs a server until `body` returns, then shuts it down gracefully and waits for the end.
    ///
    /// - Parameters:
    ///   - settings: variables; limits are wide unless they say otherwise.
    ///   - playsEvening: whether the demonstration begins with the evening that developers find.
    func serving(
        settings: [String: String] = [:], playsEvening: Bool = false,
        _ body: @escaping @Sendable (ServedWorld) async throws -> Void
    ) async throws {
        let scratch = NSTemporaryDirectory() + "serving-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createPrivateFolder(scratch)
        defer { try? FileManager.default.removeItem(atPath: scratch) }
        let keyFolder = scratch + "/keys"
        var environment = [
            "COMANDA_HOME": SettingsTests.root, "COMANDA_HTTP_PORT": "0", "COMANDA_LOG_LEVEL": "critical",
            "COMANDA_AUTH_KEY_FOLDER": keyFolder, "COMANDA_LIMITS_MODE": "report",
            "COMANDA_IMAGES_FOLDER": scratch + "/images",
        ]
        environment.merge(settings) { $1 }
        let launch = try await Launch.prepared(environment: environment)
        let tokens = try await launch.accessTokens()
        let (worlds, continuation) = AsyncStream<ServedWorld>.makeStream()
        let product =
            environment["COMANDA_HOME"] == SettingsTests.root ? try ProductFiles.read.get() : try .read()
        let service = DevService(
            launch: launch, product: product, tokens: tokens, checkout: scratch,
            playsEvening: playsEvening
        ) { port, cluster, organizations in
            guard let organization = organizations.last else { return }
            continuation.yield(
                ServedWorld(
                    port: port, cluster: cluster, tokens: tokens, keyFolder: keyFolder,
                    organizations: organizations, organization: organization))
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
        within limit: Duration, _ ask: () async throws -> ServedAnswer, is fits: (ServedAnswer) -> Bool
    ) async throws -> Bool {
        let end = ContinuousClock.now + limit
        while ContinuousClock.now < end {
            if let answer = try? await ask(), fits(answer) { return true }
            try await Task.sleep(for: .milliseconds(50))
        }
        return false
    }
}

/// The product's own files, read once: they are long, and every test has a server of its own.
private enum ProductFiles {
    static let read = Result { try Product.read() }
}
