import ArgumentParser
import Permissions

/// `comanda permissions report`: the whole matrix.
struct PermissionsReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Print who sees what: every role, every field, masks and rows.",
        discussion: "With --format html it is one page with a search: redirect it into a file.")

    @Option(help: "What stands in the rows: role or field.", transform: Self.choice)
    var by = PermissionReport.Order.field

    @Option(help: "md, csv or html.", transform: Self.choice)
    var format = PermissionReport.Format.md

    func run() async throws {
        let text = try await StartFailure.reporting {
            PermissionReport.text(try await PermissionFiles().permissions, by: by, as: format)
        }
        Terminal.say(text.hasSuffix("\n") ? String(text.dropLast()) : text)
    }

    /// One of a few words.
    private static func choice<Value: RawRepresentable & CaseIterable>(
        _ text: String
    ) throws -> Value where Value.RawValue == String {
        if let value = Value(rawValue: text) { return value }
        let words = Value.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("one of \(words) is expected, not \(text)")
    }
}
