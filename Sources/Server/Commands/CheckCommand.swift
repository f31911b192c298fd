import ArgumentParser

/// `comanda check`: everything a start would check, without starting.
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check settings, schema, resolvers, permissions and, if there is one, the database.")

    func run() async throws {
        try await StartFailure.reporting {
            let launch = try await Launch.prepared()
            guard let address = try? DatabaseAddress.found(launch, role: EmbeddedCluster.application) else {
                _ = try Product.read()
                Terminal.say("settings, schema, resolvers and permissions agree")
                Terminal.say("no database to check: DATABASE_URL is not set and comanda dev does not run")
                return
            }
            _ = try Product.read(catalog: try await DatabaseCheck.run(launch, address: address))
            Terminal.say("settings, schema, resolvers, permissions and columns agree")
            Terminal.say("the database is up to date and its role is safe")
        }
    }
}
