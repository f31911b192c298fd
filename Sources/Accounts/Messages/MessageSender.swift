internal import Foundation
public import Logging

/// Takes messages to people. May take its time: nobody who waits for an answer waits for it.
public protocol MessageSender: Sendable {
    /// Delivers one message or gives it up; what went wrong is the sender's to log, without the token.
    func send(_ message: AccountMessage) async
}

/// Writes messages to the log, tokens included: for development, where the log's reader is the recipient.
public struct LogMessageSender: MessageSender {
    private let logger: Logger

    /// A sender over a logger.
    public init(logger: Logger) {
        self.logger = logger
    }

    /// One line a message.
    public func send(_ message: AccountMessage) async {
        logger.notice(
            "message",
            metadata: [
                "kind": "\(message.kind.rawValue)", "to": "\(message.recipient)",
                "token": "\(message.token?.text ?? "")",
            ])
    }
}

/// Writes each message as a JSON file into a folder that a mailer of the operator's empties.
///
/// A file appears whole or not at all, and its owner alone can read it.
public struct FolderMessageSender: MessageSender {
    private struct File: Codable {
        let kind: String
        let to: String
        let locale: String?
        let token: String?
        let expires: Date?
    }

    private let folder: String
    private let logger: Logger

    /// A sender into a folder, which must be there.
    public init(folder: String, logger: Logger) {
        self.folder = folder
        self.logger = logger
    }

    /// One file `<time>-<random>.json` a message.
    public func send(_ message: AccountMessage) async {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        let file = File(
            kind: message.kind.rawValue, to: message.recipient, locale: message.locale,
            token: message.token?.text, expires: message.expires)
        let stamp = Int(Date().timeIntervalSince1970 * 1000)
        let path = "\(folder)/\(stamp)-\(UUID().uuidString.lowercased().prefix(8)).json"
        let draft = path + ".draft"
        guard let data = try? encoder.encode(file),
            FileManager.default.createFile(
                atPath: draft, contents: data, attributes: [.posixPermissions: 0o600]),
            (try? FileManager.default.moveItem(atPath: draft, toPath: path)) != nil
        else {
            logger.error("a message could not be written", metadata: ["kind": "\(message.kind.rawValue)"])
            return
        }
    }
}

/// Delivers nothing and says so: a server whose operator has named no sender.
public struct NoMessageSender: MessageSender {
    private let logger: Logger

    /// A sender that only warns.
    public init(logger: Logger) {
        self.logger = logger
    }

    /// A warning, without the token.
    public func send(_ message: AccountMessage) async {
        logger.warning(
            "no sender of messages is set (auth.messages): dropped one",
            metadata: ["kind": "\(message.kind.rawValue)"])
    }
}
