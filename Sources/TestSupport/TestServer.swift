import Foundation
import Postgres

/// The server that database tests share: of the environment, else a throw-away one started once a process.
///
/// `COMANDA_TEST_DATABASE_URL` names a superuser's database of a server whose content may be thrown away.
public actor TestServer {
    /// The one of this process.
    public static let shared = TestServer()

    private var cluster: TestCluster?
    private var starting: [CheckedContinuation<Void, Never>]?
    private var templates: [String: Bool] = [:]
    private var lastDatabase = 0

    /// The superuser's connection string for a database of the server.
    public func url(database: String = "postgres") async throws -> String {
        if let given = ProcessInfo.processInfo.environment["COMANDA_TEST_DATABASE_URL"], !given.isEmpty {
            return try replaceDatabase(in: given, by: database)
        }
        return try await ownCluster().url(database: database)
    }

    /// Makes a fresh database as a copy of a template, and returns its name.
    ///
    /// - Parameter template: made by its own closure when first asked for in this process.
    public func createDatabase(_ template: DatabaseTemplate) async throws -> String {
        let source = try await prepared(template)
        lastDatabase += 1
        let name = "comanda_test_\(getpid())_\(lastDatabase)"
        try await administer("CREATE DATABASE \(name) TEMPLATE \(source)")
        return name
    }

    /// Removes a database, ending sessions that are still in it.
    public func dropDatabase(_ name: String) async throws {
        try await administer("DROP DATABASE IF EXISTS \(name) WITH (FORCE)")
    }

    private func prepared(_ template: DatabaseTemplate) async throws -> String {
        guard let prepare = template.prepare else { return "template0" }
        let name = "comanda_template_\(getpid())_\(template.name)"
        while templates[name] == false { try await Task.sleep(for: .milliseconds(20)) }
        if templates[name] == true { return name }
        templates[name] = false
        do {
            try await administer("CREATE DATABASE \(name) TEMPLATE template0")
            try await prepare(try await url(database: name))
            templates[name] = true
        } catch {
            templates[name] = nil
            throw error
        }
        return name
    }

    private func administer(_ command: String) async throws {
        let configuration = PostgresConfiguration(try await url())
        try await PostgresConnection.withConnection(configuration, reactors: TestReactors.shared) {
            _ = try await $0.execute(script: command)
        }
    }

    /// Starts the cluster when first asked for; callers that come meanwhile wait.
    private func ownCluster() async throws -> TestCluster {
        while starting != nil {
            await withCheckedContinuation { starting?.append($0) }
        }
        if let cluster { return cluster }
        starting = []
        defer {
            let waiting = starting ?? []
            starting = nil
            for waiter in waiting { waiter.resume() }
        }
        let made = try await TestCluster(settings: ["fsync=off", "max_connections=500"])
        cluster = made
        return made
    }

    private func replaceDatabase(in text: String, by database: String) throws -> String {
        guard var parts = URLComponents(string: text) else { throw TestClusterError.badURL(text) }
        parts.path = "/\(database)"
        guard let url = parts.string else { throw TestClusterError.badURL(text) }
        return url
    }
}
