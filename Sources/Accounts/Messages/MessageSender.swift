internal import Foundation
public import Logging

/// Why a message was not delivered, without anything secret. It is tried again.
public struct MessageFailure: Error, Sendable, Equatable {
    /// For the log.
    public let reason: String

    /// A failure.
    public init(reason: String) {
        self.reason = reason
    }
}

/// Takes messages to people. May take its time: nobody who waits for an answer waits for it.
public protocol MessageSender: Sendable {
    /// Delivers one message; the same one again where it is not known whether it was.
    func send(_ message: AccountMessage) async throws(MessageFailure)
    /// Lets go of what the sender holds; nothing is sent afterwards.
    func close() async
}

extension MessageSender {
    /// Nothing is held.
    public func close() async {}
}

/// Writes messages to the log, tokens included: for development, where the log's reader is the recipient.
public struct LogMessageSender: MessageSender {
    private let logger: Logger

    /// A sender over a logger.
    public init(logger: Logger) {
        self.logger = logger
    }

    /// One line a message.
    public func send(_ message: AccountMessage) async throws(MessageFailure) {
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
/// A file appears whole or not at all, and its owner alone can read it. Its name is the message's ID, so that
/// a message that comes twice is one file as long as it lies there.
public struct FolderMessageSender: MessageSender {
    private let folder: String

    /// A sender into a folder, which must be there.
    public init(folder: String) {
        self.folder = folder
    }

    /// One file `<id>.json` a message.
    public func send(_ message: AccountMessage) async throws(MessageFailure) {
        let path = "\(folder)/\(message.id).json"
        let draft = path + ".draft"
        try? FileManager.default.removeItem(atPath: path)
        guard
            FileManager.default.createFile(
                atPath: draft, contents: Data(message.json), attributes: [.posixPermissions: 0o600]),
            (try? FileManager.default.moveItem(atPath: draft, toPath: path)) != nil
        else { throw MessageFailure(reason: "the folder auth.messageFolder takes no file") }
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
    public func send(_ message: AccountMessage) async throws(MessageFailure) {
        logger.warning(
            "no sender of messages is set (auth.messages): dropped one",
            metadata: ["kind": "\(message.kind.rawValue)"])
    }
}

extension AccountMessage {
    private struct Text: Encodable {
        let id: String
        let kind: String
        let to: String
        let locale: String?
        let token: String?
        let expires: Date?
    }

    /// The message as mailers get it, the token included: a JSON object.
    public var json: [UInt8] {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let text = Text(
            id: "\(id)", kind: kind.rawValue, to: recipient, locale: locale, token: token?.text,
            expires: expires)
        // Texts and a date always encode.
        return (try? encoder.encode(text)).map { Array($0) } ?? []
    }
}
