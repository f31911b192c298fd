import Accounts
import Foundation
import Logging
import NIOCore
import Postgres
import Transport

/// What every command starts with: the project's folder, its settings, a logger.
struct Launch: Sendable, CustomStringConvertible, CustomReflectable {
    /// The folder with `Config/`, `Migrations/` and `schema.graphql`; also the process's working folder.
    let folder: String
    let settings: Settings
    let environment: [String: String]
    let logger: Logger
    /// The threads of the database layer on which requests begin and read; one set a process.
    let reactors: ReactorGroup
    /// Those on which they write: screens don't wait for orders that are being taken, nor these for screens.
    let writeReactors: ReactorGroup

    /// Enters the project's folder (`COMANDA_HOME`, or the present one) and reads the settings.
    ///
    /// - Throws: `StartFailure` for a folder without settings and for every wrong setting.
    static func prepared(
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) async throws -> Launch {
        let folder = environment["COMANDA_HOME"] ?? FileManager.default.currentDirectoryPath
        guard FileManager.default.changeCurrentDirectoryPath(folder) else {
            throw StartFailure("COMANDA_HOME: cannot enter \(folder)")
        }
        let settings = try await SettingsReader(environment: environment).read()
        var logger = Logger(label: "comanda", factory: StreamLogHandler.standardError(label:))
        logger.logLevel = Logger.Level(rawValue: settings.log.level) ?? .info
        let (reads, writes) = (settings.postgres.readThreads, settings.postgres.writeThreads)
        return Launch(
            folder: folder, settings: settings, environment: environment, logger: logger,
            reactors: ReactorGroup(count: ThreadShare.count(reads)),
            writeReactors: ReactorGroup(count: writes > 0 ? writes : max(2, System.coreCount)))
    }

    /// Nothing of the environment, where the database's password is.
    var description: String { "(launch in \(folder))" }
    /// Nothing of the environment.
    var customMirror: Mirror { Mirror(self, children: []) }

    /// Whether the operator accepts a database that may lose data: for trials only.
    var allowsUnsafe: Bool { ["1", "true", "yes"].contains(environment["ALLOW_UNSAFE"]?.lowercased()) }

    /// The keys of access tokens, made at the first start.
    ///
    /// - Throws: `StartFailure` for a folder or a key that can't be used.
    func accessTokens() async throws -> AccessTokens {
        do throws(SigningKeyError) {
            let folder = settings.auth.keyFolder
            return await AccessTokens(
                keys: try SigningKeys(folder: folder), terms: settings.auth.tokenTerms, folder: folder)
        } catch {
            throw StartFailure(error.line)
        }
    }
}
