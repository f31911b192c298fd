import ArgumentParser

/// The command line of the server.
@main
struct Comanda: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "comanda",
        abstract: "A GraphQL server for restaurants.",
        discussion: """
            Run it in the project's folder, or name that folder by COMANDA_HOME: Config/, Migrations/ \
            and schema.graphql are read from there. A start that the settings, the database or its role \
            forbid ends with exit 78 and one line that says why.
            """,
        subcommands: [
            DevCommand.self, ServeCommand.self, CheckCommand.self, MigrateCommand.self, TokenCommand.self,
            MenuCommand.self, DocumentsCommand.self, AuditCommand.self, SeedCommand.self, SchemaCommand.self,
            PermissionsCommand.self, KeysCommand.self,
            ConformanceCommand.self,
        ])
}
