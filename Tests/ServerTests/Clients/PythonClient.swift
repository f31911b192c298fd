import Foundation
import Testing

@testable import Server

/// Programs in Python that use the API as strangers do, beside this file.
struct PythonClient {
    /// The interpreter that has what they need; nil where nobody has installed it.
    static let program = ProcessInfo.processInfo.environment["COMANDA_TEST_CLIENTS_PYTHON"]

    /// A folder of its own with the files, in which they are run.
    let folder: String
    private let python: String

    init() throws {
        python = try #require(Self.program)
        folder = NSTemporaryDirectory() + "client-\(UUID().uuidString.prefix(8))"
        try FileManager.default.copyItem(
            atPath: URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Python").path,
            toPath: folder)
    }

    /// Runs a program that came with the interpreter.
    func installed(_ name: String, _ arguments: String...) async throws -> (status: Int32, output: String) {
        let tool = URL(filePath: python).deletingLastPathComponent().appending(path: name).path
        return try await run([tool] + arguments)
    }

    /// Runs one of the files.
    func script(
        _ name: String, _ arguments: [String], input: String = ""
    ) async throws -> (status: Int32, output: String) {
        // What generated classes warn of is no answer.
        try await run([python, "-W", "ignore", name] + arguments, input: input)
    }

    private func run(_ command: [String], input: String = "") async throws -> (status: Int32, output: String)
    {
        try Data(input.utf8).write(to: URL(filePath: folder + "/input"))
        return try await ChildProcess.run(
            ["/bin/sh", "-c", #"cd "$0" && exec "$@" < input"#, folder] + command)
    }

    func end() {
        try? FileManager.default.removeItem(atPath: folder)
    }
}
