import ArgumentParser
import GraphQLSchema

/// `comanda schema check [FILE …]`: is a schema sound?
struct SchemaCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check a schema and print every problem with file, line and column.",
        discussion: """
            With files, checks the schema that they make together. Without, checks schema.graphql and \
            compares it with resolvers and permissions. Ends with exit 65 when there are problems.
            """)

    @Argument(help: "Files of type system definitions and extensions.")
    var files: [String] = []

    func run() async throws {
        do {
            if files.isEmpty {
                _ = try await Launch.prepared()
                _ = try Product.read()
            } else {
                _ = try Schema(files: files)
            }
        } catch let failure as StartFailure {
            Terminal.say(failure.line)
            throw ExitCode(65)
        }
        Terminal.say("no problems")
    }
}
