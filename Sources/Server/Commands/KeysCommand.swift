import Accounts
import ArgumentParser
import Audit
import Foundation
import Postgres

/// `comanda keys`: the keys that sign access tokens, and the master keys that wrap personal keys.
struct KeysCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "The keys of access tokens and the master keys, in auth.keyFolder.",
        subcommands: [List.self, Generate.self, Rewrap.self])

    /// `comanda keys list`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the keys and what each is for.")

        func run() async throws {
            try await StartFailure.reporting {
                let folder = try await Launch.prepared().settings.auth.keyFolder
                for file in try KeysCommand.signing(folder) {
                    Terminal.say("\(file.use.rawValue)\t\(file.path)\t\(file.id)")
                }
                for (number, name) in try MasterKeyFolder.files(in: folder).enumerated() {
                    Terminal.say("\(number == 0 ? "wraps" : "unwraps")\t\(folder)/\(name)")
                }
            }
        }
    }

    /// `comanda keys generate`.
    struct Generate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add a key for access tokens, or a master key; running servers take it over.",
            discussion: """
                Servers read the folder every auth.keyReload, and at once on SIGHUP. A new signing key \
                signs from then on; the one before it verifies what it signed, older ones nothing. A new \
                master key wraps after two minutes: then run 'comanda keys rewrap' and take the old one \
                away a day later, when no message under it is on its way any more.
                """)

        @Flag(help: "A master key, not one for access tokens.")
        var master = false

        @Flag(help: "Even if tokens of the key that goes still hold; their bearers have to refresh.")
        var force = false

        func run() async throws {
            try await StartFailure.reporting {
                let auth = try await Launch.prepared().settings.auth
                if master {
                    Terminal.say(try MasterKeyFolder.makeKey(in: auth.keyFolder))
                } else {
                    try FileManager.default.createPrivateFolder(auth.keyFolder)
                    if !force { try Self.check(auth) }
                    Terminal.say(
                        try KeysCommand.reporting { () throws(SigningKeyError) in
                            try SigningKeys.makeKey(in: auth.keyFolder)
                        })
                }
            }
        }

        /// The key before the newest goes now: its last tokens were signed when the newest came.
        private static func check(_ auth: Settings.Auth) throws {
            let files = try KeysCommand.signing(auth.keyFolder)
            guard files.count > 1, let newest = files.first, let made = newest.madeAt else { return }
            let holds = Int((auth.accessLifetime + auth.skew).components.seconds)
            let left = made + holds - Int(Date().timeIntervalSince1970)
            guard left > 0 else { return }
            throw StartFailure(
                "\(newest.path) is new: tokens of the key before it hold for \(left) s more; "
                    + "wait, or use --force", status: 75)
        }
    }

    /// `comanda keys rewrap`.
    struct Rewrap: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Wrap all personal keys by the newest master key; exit 65 if one can't be opened.",
            discussion: "Works as the owner of the tables: DATABASE_URL names that role.")

        func run() async throws {
            try await StartFailure.reporting {
                let launch = try await Launch.prepared()
                let masters = try MasterKeyFolder.read(launch.settings.auth.keyFolder)
                let address = try DatabaseAddress.found(launch, role: EmbeddedCluster.owner)
                let report = try await Databases.with(address, launch.reactors) { connection in
                    try await PersonalKeyRewrap(connection, by: masters).run()
                }
                Terminal.say(
                    "\(report.wrapped) personal keys wrapped anew, \(report.current) were current")
                guard report.unknown == 0 else {
                    throw StartFailure(
                        "\(report.unknown) personal keys are under a master key that is not in the folder",
                        status: 65)
                }
            }
        }
    }

    private static func signing(_ folder: String) throws -> [SigningKeys.Listed] {
        try FileManager.default.createPrivateFolder(folder)
        return try reporting { () throws(SigningKeyError) in try SigningKeys.list(folder: folder) }
    }

    private static func reporting<Value>(_ body: () throws(SigningKeyError) -> Value) throws -> Value {
        do throws(SigningKeyError) {
            return try body()
        } catch {
            throw StartFailure(error.line)
        }
    }
}
