import ArgumentParser
import Permissions

/// `comanda permissions check [FILE]`: is the file sound?
struct PermissionsCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check the file and print every problem with file, line and column.",
        discussion: """
            Unknown names, fields without an entry, contradictions, grants and scopes that nothing comes of, \
            fields that nobody can read, rules that the server could not keep. Ends with exit 65 when there \
            are problems.
            """)

    @Argument(help: "Another file than the project's own.")
    var file: String?

    func run() async throws {
        do {
            let files = try await PermissionFiles(file)
            let permissions = files.permissions
            let unkept = try PermissionSource.unkept(permissions, file: files.file, files.schema)
            guard unkept.isEmpty else { throw StartFailure(unkept.joined(separator: "\n")) }
            Terminal.say(
                "no problems: \(permissions.roles.count) roles, "
                    + "\(permissions.keyScopes.count) scopes of keys, version \(permissions.version)")
        } catch let failure as StartFailure {
            Terminal.say(failure.line)
            throw ExitCode(65)
        }
    }
}

/// `comanda permissions test [FILE]`: do the file's own tests hold?
struct PermissionsTestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Run the tests that stand in the file.",
        discussion: "Ends with exit 1 when an expectation does not hold, 65 when the file has problems.")

    @Argument(help: "Another file than the project's own.")
    var file: String?

    func run() async throws {
        let (count, failures) = try await StartFailure.reporting {
            try await PermissionFiles(file).permissions.runTests()
        }
        for failure in failures { Terminal.say("\(failure.place): \(failure.message)") }
        Terminal.say("\(count - failures.count) of \(count) expectations hold")
        if !failures.isEmpty { throw ExitCode(1) }
    }
}
