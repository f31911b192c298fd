import ArgumentParser
import Permissions

/// `comanda permissions diff OLD NEW`: who gains and who loses what.
struct PermissionsDiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "List who gains and who loses what by a new file.",
        discussion: """
            One change a line, gains first. What gives on some rows and takes on others is both. Ends with \
            exit 1 when somebody gains something, 65 when the new file has problems.
            """)

    @Argument(help: "The file in use.")
    var old: String
    @Argument(help: "The file to come.")
    var new: String

    func run() async throws {
        let changes = try await StartFailure.reporting {
            // Read first: the project's folder, where the schema is, may be another one.
            let (before, after) = (try Product.text(old), try Product.text(new))
            let schema = try await PermissionFiles.schema()
            do throws(PermissionGaps) {
                return try Permissions.changes(from: (before, old), to: (after, new), schema: schema)
            } catch {
                throw StartFailure(error.description, status: 65)
            }
        }
        let gains = changes.filter { $0.direction == .gains }
        let losses = changes.filter { $0.direction == .loses }
        for change in gains + losses { Terminal.say(change.description) }
        Terminal.say("\(gains.count) gains, \(losses.count) losses")
        if !gains.isEmpty { throw ExitCode(1) }
    }
}
