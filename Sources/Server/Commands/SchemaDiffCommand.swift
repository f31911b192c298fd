import ArgumentParser
import GraphQLSchema

/// `comanda schema diff OLD NEW`: what a new schema changes for those who use the old one.
struct SchemaDiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "List what a new schema changes: breaking, dangerous and safe changes.",
        discussion: """
            One change a line, with its kind and the schema coordinate of what changed; breaking changes \
            come first. Ends with exit 1 when there is a breaking change, 65 when a file has problems.
            """)

    @Argument(help: "The file of the schema in use.")
    var old: String
    @Argument(help: "The file of the schema to come.")
    var new: String

    func run() async throws {
        let changes = try await StartFailure.reporting {
            try Schema(files: [old]).changes(to: Schema(files: [new]))
        }
        for change in changes { Terminal.say(change.description) }
        let counts = SchemaChange.Severity.allCases.map { severity in
            "\(changes.count { $0.severity == severity }) \(severity.rawValue)"
        }
        Terminal.say(counts.joined(separator: ", "))
        if changes.contains(where: { $0.severity == .breaking }) { throw ExitCode(1) }
    }
}
