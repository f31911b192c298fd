import Accounts
import Foundation
import Logging
import ServiceLifecycle

/// What logins need besides the database: one hasher for the whole process, the rules of passwords, and the
/// way to people.
struct LoginServices: Service {
    let hasher: PasswordHasher
    let rules: PasswordRules
    let outbox: MessageOutbox

    /// - Parameter messages: how messages reach people where the settings name no way; the log only if it
    ///   is the way of this command.
    /// - Throws: `StartFailure` for a cost that this machine can't pay, for a list or a folder that can't be
    ///   read.
    init(_ settings: Settings.Auth, messages: String = "none", logger: Logger) throws {
        do throws(PasswordHasher.Unusable) {
            hasher = try PasswordHasher(
                cost: .init(memoryKiB: settings.hashMemory >> 10, passes: settings.hashPasses),
                lanes: settings.hashesAtOnce, queue: settings.hashQueue)
        } catch {
            throw StartFailure("auth.hashMemory: this machine cannot hash passwords at this cost")
        }
        let blocked = BlockedPasswords(list: try Product.text(settings.blockedPasswords))
        guard blocked.count >= BlockedPasswords.countMin else {
            throw StartFailure(
                "auth.blockedPasswords: \(settings.blockedPasswords) holds \(blocked.count) passwords, "
                    + "fewer than \(BlockedPasswords.countMin)")
        }
        rules = PasswordRules(blocked: blocked)
        guard settings.messages != "log" || messages == "log" else {
            throw StartFailure("auth.messages: log writes secrets where others read; only 'comanda dev' does")
        }
        var settings = settings
        if settings.messages == "none" { settings.messages = messages }
        outbox = MessageOutbox(sender: try Self.sender(settings, logger), logger: logger)
    }

    private static func sender(_ settings: Settings.Auth, _ logger: Logger) throws -> any MessageSender {
        switch settings.messages {
        case "log": return LogMessageSender(logger: logger)
        case "folder":
            try FileManager.default.createPrivateFolder(settings.messageFolder)
            return FolderMessageSender(folder: settings.messageFolder, logger: logger)
        default: return NoMessageSender(logger: logger)
        }
    }

    /// Sends what is posted until a graceful shutdown, and then what still waits.
    func run() async {
        await withGracefulShutdownHandler {
            await outbox.run()
        } onGracefulShutdown: {
            outbox.close()
        }
    }
}
