import ArgumentParser
import Foundation
import Postgres
import Restaurant

/// `comanda menu`: menus from files.
struct MenuCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "menu", abstract: "Menus from files.", subcommands: [Import.self])

    /// `comanda menu import`.
    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Import a menu from JSON or CSV: all of it, or nothing and every bad row with its line.",
            discussion: "The format is described in Sources/Restaurant/Import/FORMAT.md.")

        @Option(help: "The branch: its public code, as its QR codes show it.")
        var branch: String

        @Flag(help: "Take off the menu what it has and the file has not.")
        var archiveAbsent = false

        @Argument(help: "The file, .json or .csv.")
        var file: String

        func run() async throws {
            try await StartFailure.reporting {
                let launch = try await Launch.prepared()
                let address = try DatabaseAddress.found(launch, role: EmbeddedCluster.application)
                try await Databases.with(address, launch.reactors) { connection in
                    do {
                        let importer = MenuImporter(
                            identifiers: .random(
                                unixMilliseconds: UInt64(Date().timeIntervalSince1970 * 1000)),
                            archivesAbsent: archiveAbsent)
                        let report = try await importer.run(
                            MenuFile(path: file), branchCode: branch, on: connection)
                        Terminal.say("\(report)")
                    } catch let error as MenuImportError {
                        throw StartFailure("menu import: nothing was imported\n\(error)", status: 65)
                    }
                }
            }
        }
    }
}
