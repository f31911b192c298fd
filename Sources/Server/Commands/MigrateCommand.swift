import ArgumentParser
import Postgres

/// `comanda migrate`: brings the database to this build's schema, as its owner.
struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate", abstract: "Apply, take back or list the steps of the database's schema.",
        discussion:
            "Works as the owner of the tables: DATABASE_URL names that role, not the one that serves.",
        subcommands: [Up.self, Down.self, Status.self])

    /// `comanda migrate up`.
    struct Up: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Apply every step that is pending.")

        func run() async throws {
            try await onDatabase { runner, connection in
                let done = try await runner.up(connection)
                for label in done { Terminal.say("applied   \(label)") }
                if done.isEmpty { Terminal.say("the database is up to date") }
            }
        }
    }

    /// `comanda migrate down`.
    struct Down: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take back the last steps; what they made is lost.")

        @Option(help: "How many steps.")
        var steps = 1

        func run() async throws {
            let steps = steps
            try await onDatabase { runner, connection in
                for label in try await runner.down(connection, steps: steps) {
                    Terminal.say("taken back  \(label)")
                }
            }
        }
    }

    /// `comanda migrate status`.
    struct Status: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the steps and their state.")

        func run() async throws {
            try await onDatabase { runner, connection in
                for status in try await runner.status(connection) {
                    Terminal.say("\(status.state.rawValue)\t\(status.label)\t\(status.appliedAt ?? "")")
                }
            }
        }
    }
}

extension AsyncParsableCommand {
    fileprivate func onDatabase(
        _ body: (MigrationRunner, PostgresConnection) async throws -> Void
    ) async throws {
        try await StartFailure.reporting {
            let launch = try await Launch.prepared()
            let address = try DatabaseAddress.found(launch, role: EmbeddedCluster.owner)
            try await Databases.with(address, launch.reactors) { connection in
                do {
                    try await body(try Migrations.runner(), connection)
                } catch let error as MigrationError {
                    throw StartFailure("migrate: \(error)")
                }
            }
        }
    }
}

/// The migrations of the project's folder.
enum Migrations {
    /// A runner over `Migrations/`.
    static func runner() throws -> MigrationRunner { MigrationRunner(try files()) }

    /// The numbers of all steps.
    static func numbers() throws -> [Int] { try files().files.map(\.number) }

    private static func files() throws -> MigrationSet {
        do {
            return try MigrationSet(directory: "Migrations")
        } catch {
            throw StartFailure("Migrations: \(error)")
        }
    }
}
