import Foundation
import Yams

/// The project's files as a server of the tests reads them.
struct ServedFiles: Sendable {
    /// `Config/permissions.yaml`.
    var permissions: String
    var schema: String

    /// The project's own. What roles may ask for at once is not limited: the tests ask for much, to be done
    /// in time.
    static func product() throws -> ServedFiles {
        ServedFiles(
            permissions: try unlimited(Checkout.text("Config/permissions.yaml")),
            schema: try Checkout.text("schema.graphql"))
    }

    /// Puts the files into a folder, beside links to everything else.
    func write(to folder: String) throws {
        let files = FileManager.default
        try files.createDirectory(atPath: "\(folder)/Config", withIntermediateDirectories: true)
        for (source, target) in [(Checkout.root, folder), ("\(Checkout.root)/Config", "\(folder)/Config")] {
            for name in try files.contentsOfDirectory(atPath: source) where !name.hasPrefix(".") {
                let isOwn = ["Config", "schema.graphql", "permissions.yaml", "plans.yaml"].contains(name)
                guard !isOwn else { continue }
                try files.createSymbolicLink(
                    atPath: "\(target)/\(name)", withDestinationPath: "\(source)/\(name)")
            }
        }
        let texts = [
            "schema.graphql": schema, "Config/permissions.yaml": permissions,
            "Config/plans.yaml": try Self.unlimitedPlans(Checkout.text("Config/plans.yaml")),
        ]
        for (name, text) in texts { try Data(text.utf8).write(to: URL(filePath: "\(folder)/\(name)")) }
    }

    /// The file without the limits of roles, a line of which may hold nothing else.
    private static func unlimited(_ yaml: String) -> String {
        yaml.replacing(/,? *\blimits: *\{[^}]*\}/, with: "")
            .replacing(/\{ *, */, with: "{ ")
    }

    /// The file with as much of everything as a plan may say.
    private static func unlimitedPlans(_ yaml: String) -> String {
        yaml.replacing(/(\w+): [0-9]+([,\s}])/) { match in
            match.1 == "version" ? String(match.0) : "\(match.1): unlimited\(match.2)"
        }
    }
}
