import ArgumentParser
import Restaurant

/// `comanda seed`: a large, always equal set of data for benchmarks.
struct SeedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seed", abstract: "Fill the database with generated organizations, for benchmarks.")

    @Option(help: "How many organizations there shall be; those that are there already are kept.")
    var organizations: Int

    func validate() throws {
        guard (1...100_000).contains(organizations) else {
            throw ValidationError("--organizations takes 1 to 100000")
        }
    }

    func run() async throws {
        try await StartFailure.reporting {
            let launch = try await Launch.prepared()
            let address = try DatabaseAddress.found(launch, role: EmbeddedCluster.owner)
            let totals = try await Databases.with(address, launch.reactors) { connection in
                try await Seeder().seed(organizations: organizations, on: connection)
            }
            Terminal.say("\(totals.organizations) organizations made, \(totals.skipped) were there")
            for rows in totals.rows { Terminal.say("  \(rows.table): \(rows.count) rows") }
        }
    }
}
