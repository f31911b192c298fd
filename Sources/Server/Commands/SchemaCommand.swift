import ArgumentParser
import Foundation

/// `comanda schema`: the API's schema.
struct SchemaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "The schema of the API.", subcommands: [Print.self])

    /// `comanda schema print`.
    struct Print: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Print the checked schema.")

        func run() async throws {
            try await StartFailure.reporting {
                _ = try await Launch.prepared()
                _ = try Product.read()
                FileHandle.standardOutput.write(Data(try Product.text("schema.graphql").utf8))
            }
        }
    }
}
