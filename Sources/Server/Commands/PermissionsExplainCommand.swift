import ArgumentParser
import GraphQLSchema
import Permissions

/// `comanda permissions explain --role WAITER Customer.phone`: why?
struct PermissionsExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Print the chain of entries that decided.",
        discussion: """
            Takes the schema coordinate of a field, argument, input field, enum value or type: \
            Customer.phone, Query.orders(first:), Order. Ends with exit 64 for one that there is not.
            """)

    @Option(help: "A role of the file; repeatable, as a caller may hold several.")
    var role: [String]

    @Argument(help: "A schema coordinate.")
    var coordinate: String

    func validate() throws {
        if role.isEmpty { throw ValidationError("--role is missing") }
    }

    func run() async throws {
        let explanation = try await StartFailure.reporting {
            let permissions = try await PermissionFiles().permissions
            do {
                return try permissions.explanation(of: coordinate, for: role)
            } catch let error as UnknownPermissionName {
                throw StartFailure("permissions explain: \(error.message)", status: 64)
            }
        }
        for line in explanation.lines { Terminal.say(line) }
    }
}

/// `comanda permissions schema --role WAITER`: the schema that a role sees.
struct PermissionsSchemaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Print the schema as callers with some roles see it.")

    @Option(help: "A role of the file; repeatable, as a caller may hold several.")
    var role: [String]

    func validate() throws {
        if role.isEmpty { throw ValidationError("--role is missing") }
    }

    func run() async throws {
        let text = try await StartFailure.reporting {
            let files = try await PermissionFiles()
            let known = files.permissions.roles + files.permissions.keyScopes
            if let unknown = role.first(where: { !known.contains($0) }) {
                let hint = Spelling.nearest(to: unknown, among: known).map { ", did you mean \($0)?" } ?? ""
                throw StartFailure("permissions schema: unknown role \(unknown)\(hint)", status: 64)
            }
            return files.schema.printed(files.permissions.view(for: role))
        }
        Terminal.say(String(text.dropLast()))
    }
}
