import ArgumentParser
import GraphQLSchema

/// `comanda schema`: the API's schema.
struct SchemaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "The schema of the API.",
        subcommands: [Print.self, SchemaCheckCommand.self, SchemaDiffCommand.self])

    /// `comanda schema print`.
    struct Print: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print the checked schema in one form: extensions merged, comments left out.")

        @Flag(help: "Without descriptions, as Config/releases keeps a version that is given out.")
        var bare = false

        func run() async throws {
            try await StartFailure.reporting {
                _ = try await Launch.prepared()
                let text = try Product.read().schema.printed(describes: !bare)
                Terminal.say(String(text.dropLast()))
            }
        }
    }
}

extension Schema {
    /// The schema that files make together.
    ///
    /// - Throws: `StartFailure` with a file that cannot be read, or with every problem, one a line.
    init(files: [String]) throws {
        let sources = try files.map { SchemaSource(name: $0, text: try Product.text($0)) }
        do throws(SchemaErrors) {
            try self.init(sources: sources)
        } catch {
            throw StartFailure(error.description, status: 65)
        }
    }
}
