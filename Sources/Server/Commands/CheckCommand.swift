import ArgumentParser
import DataLoader
import Logging

/// `comanda check`: everything a start would check, without starting.
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check settings, schema, resolvers, permissions and, if there is one, the database.")

    func run() async throws {
        try await StartFailure.reporting {
            let launch = try await Launch.prepared()
            let product = try Product.read()
            let pools = DatabasePools(
                address: "", settings: launch.settings.postgres, reactors: launch.reactors,
                logger: launch.logger)
            _ = try product.service(
                sessions: .init(readPool: pools.read, writePool: pools.write),
                settings: launch.settings.graphql)
            Terminal.say("settings, schema, resolvers and permissions agree")
            guard let address = try? DatabaseAddress.found(launch, role: EmbeddedCluster.application) else {
                Terminal.say("no database to check: DATABASE_URL is not set and comanda dev does not run")
                return
            }
            try await DatabaseCheck.run(launch, address: address)
            Terminal.say("the database is up to date and its role is safe")
        }
    }
}
