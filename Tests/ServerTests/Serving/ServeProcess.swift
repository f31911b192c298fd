import Foundation
import Glibc
import Testing

@testable import Server

/// `comanda serve` as a process of its own over the cluster of a served world.
struct ServeProcess: Sendable {
    let child: ChildProcess
    /// The world as this process serves it.
    let world: ServedWorld

    /// Starts the process and waits until it is ready.
    static func start(over world: ServedWorld, settings: [String: String] = [:]) async throws -> ServeProcess
    {
        let started = try await started(over: world, settings: settings)
        return try #require(started, "comanda serve ended before it served")
    }

    /// As `start`; nil where the process ended before it served, since its database is away.
    static func started(
        over world: ServedWorld, settings: [String: String] = [:]
    ) async throws -> ServeProcess? {
        var served = world
        served.port = try freePort()
        let child = try ChildProcess.start(
            try command(["serve"], over: served, settings: settings), output: world.keyFolder + "/serve.log")
        let process = ServeProcess(child: child, world: served)
        for _ in 0..<600 {
            if let answer = try? await served.get("/ready"), answer.status == 200 { return process }
            guard child.statusIfEnded() == nil else { return nil }
            try await Task.sleep(for: .milliseconds(50))
        }
        Issue.record("comanda serve is not ready after 30 s")
        return process
    }

    /// How to run `comanda` with these arguments over the cluster of a world.
    static func command(
        _ arguments: [String], over world: ServedWorld, settings: [String: String] = [:],
        role: String = EmbeddedCluster.application
    ) throws -> [String] {
        var variables = [
            "DATABASE_URL": EmbeddedCluster.connectionString(folder: world.cluster.folder, role: role),
            "COMANDA_HOME": SettingsTests.root, "COMANDA_HTTP_PORT": "\(world.port)",
            "COMANDA_AUTH_KEY_FOLDER": world.keyFolder, "COMANDA_LOG_LEVEL": "critical",
            "COMANDA_LIMITS_MODE": "report", "COMANDA_IMAGES_FOLDER": world.imageFolder,
        ]
        variables.merge(settings) { $1 }
        return ["/usr/bin/env"] + variables.map { "\($0.key)=\($0.value)" }
            + [try program()] + arguments
    }

    /// The executable beside the test bundle.
    private static func program() throws -> String {
        let running = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let folder = URL(fileURLWithPath: running).deletingLastPathComponent().path
        let candidates = [folder, SettingsTests.root + "/.build/debug"].map { $0 + "/comanda" }
        return try #require(candidates.first { access($0, X_OK) == 0 }, "no comanda in \(folder)")
    }

    private static func freePort() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = bind(descriptor, $0, length)
                _ = getsockname(descriptor, $0, &length)
            }
        }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
