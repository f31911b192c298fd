import Accounts
import Foundation
import Logging
import Postgres
import ServiceLifecycle

/// Sends messages to people while the server runs: at once where a notification arrives, and from time to
/// time what another process left.
struct MessageService: QuietService {
    private let delivery: MessageDelivery
    private let sender: any MessageSender
    private let poll: Duration
    private let listener: PostgresListener
    private let logger: Logger

    /// - Parameter configuration: of the application's role; the listener's connection is its own.
    init(
        _ settings: Settings.Auth, sender: any MessageSender, pool: PostgresPool,
        configuration: PostgresConfiguration, reactors: ReactorGroup, logger: Logger
    ) {
        var terms = MessageDelivery.Terms()
        terms.attemptsMax = settings.messageAttempts
        delivery = MessageDelivery(pool: pool, sender: sender, terms: terms, logger: logger)
        self.sender = sender
        poll = settings.messagePoll
        listener = PostgresListener(configuration, channels: ["account_messages"], reactors: reactors)
        self.logger = logger
    }

    /// Sends until a graceful shutdown; what waits then is sent after the next start, or by another process.
    func run() async {
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { tasks in
                tasks.addTask {
                    for await _ in listener { await deliver() }
                }
                tasks.addTask {
                    while !Task.isCancelled {
                        await deliver()
                        try? await Task.sleep(for: poll)
                    }
                }
                await tasks.waitForAll()
            }
        }
        await close()
    }

    /// Lets go of what the sender holds.
    func close() async {
        await sender.close()
    }

    private func deliver() async {
        do throws(PostgresError) {
            try await delivery.deliverDue()
        } catch {
            // The pool has said so already, and the next round tries again.
            logger.debug("messages cannot be read", metadata: ["error": "\(error.code)"])
        }
    }
}

extension Settings.Auth {
    /// What takes messages to people.
    ///
    /// - Parameter usual: the way where the settings name none.
    /// - Throws: `StartFailure` for a folder or an address that can't be used, and for the log where it is
    ///   not the usual way.
    func sender(otherwise usual: String, _ logger: Logger) throws -> any MessageSender {
        guard messages != "log" || usual == "log" else {
            throw StartFailure(
                "auth.messages: log writes secrets where others read; only 'comanda dev' does")
        }
        switch messages == "none" ? usual : messages {
        case "log": return LogMessageSender(logger: logger)
        case "folder":
            try FileManager.default.createPrivateFolder(messageFolder)
            return FolderMessageSender(folder: messageFolder)
        case "webhook":
            return try WebhookMessageSender(
                address: messageWebhook, timeout: messageTimeout,
                secret: SecretFile(folder: keyFolder, name: "webhook.key").read())
        default: return NoMessageSender(logger: logger)
        }
    }
}
