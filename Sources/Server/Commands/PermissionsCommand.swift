import ArgumentParser
import Foundation
import GraphQLSchema
import Permissions

/// `comanda permissions`: the file that says who may see and do what.
struct PermissionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "permissions", abstract: "Who may see and do what: Config/permissions.yaml.",
        discussion: "Reads schema.graphql and the file; asks no database and no server.",
        subcommands: [
            PermissionsCheckCommand.self, PermissionsReportCommand.self, PermissionsExplainCommand.self,
            PermissionsDiffCommand.self, PermissionsTestCommand.self, PermissionsSchemaCommand.self,
        ])
}

/// The two files that the commands read.
struct PermissionFiles {
    /// Where the permissions stand, for those who name no other file.
    static let usual = PermissionSource.path

    let schema: Schema
    let permissions: Permissions
    /// Its name.
    let file: String

    /// Reads a file of permissions and compiles it against the project's schema.
    ///
    /// - Parameter file: as named on the command line; nil for the project's own.
    /// - Throws: `StartFailure` with every problem, one a line.
    init(_ file: String? = nil) async throws {
        let given = try file.map { ($0, try Product.text($0)) }
        schema = try await Self.schema()
        let (name, yaml) = try given ?? (Self.usual, Product.text(Self.usual))
        self.file = name
        do throws(PermissionGaps) {
            permissions = try Permissions(yaml: yaml, file: name, schema: schema)
        } catch {
            throw StartFailure(error.description, status: 65)
        }
    }

    /// The schema of the project's folder, which is entered.
    static func schema() async throws -> Schema {
        _ = try await Launch.prepared()
        return try Schema(files: ["schema.graphql"])
    }
}
