internal import Audit
internal import Foundation
public import Postgres

/// Messages on their way: each is a row of the transaction that causes it, so that it is sent if and only if
/// the transaction commits, and no crash loses it. ``MessageDelivery`` sends it, once or, after a crash at
/// the wrong moment, twice.
///
/// The request goes on at once, so that its time tells nobody whether there was a message.
public struct MessageOutbox: Sendable {
    /// How long news without a date of their own are worth sending.
    private static let lifetime = 86_400.0

    /// The door to `account_messages`.
    public init() {}

    private static let insert = Statement(
        "MessageOutbox.insert",
        "INSERT INTO account_messages (id, sealed, expires_at) VALUES ($1, $2, to_timestamp($3))",
        parameters: [.uuid, .bytea, .float8])

    /// The statement that posts a message with the transaction it runs in.
    ///
    /// - Throws: ``AccountFailure/unusable`` where the process has no key to seal it with.
    public func posting(_ message: AccountMessage) throws(AccountFailure) -> BoundStatement {
        guard let sealed = SealedMessage.seal(message) else { throw .unusable }
        let end = message.expires ?? Date(timeIntervalSinceNow: Self.lifetime)
        return Self.insert.bind(.uuid(message.id), .bytes(sealed), .float64(end.timeIntervalSince1970))
    }
}

/// A message as the database keeps it: sealed with a key that is not there, since it may hold a token.
enum SealedMessage {
    private struct Content: Codable {
        let kind: String
        let to: String
        let locale: String?
        let token: String?
        let expires: Double?
    }

    /// Nil without a master key.
    static func seal(_ message: AccountMessage) -> [UInt8]? {
        let content = Content(
            kind: message.kind.rawValue, to: message.recipient, locale: message.locale,
            token: message.token?.text, expires: message.expires?.timeIntervalSince1970)
        guard let data = try? JSONEncoder().encode(content) else { return nil }
        return MasterKeys.current?.wrap(Array(data), for: purpose(message.id))
    }

    /// Nil for what no master key of this process has sealed.
    static func open(_ sealed: [UInt8], id: UUIDBytes) -> AccountMessage? {
        guard let bytes = MasterKeys.current?.unwrap(sealed, for: purpose(id)),
            let content = try? JSONDecoder().decode(Content.self, from: Data(bytes)),
            let kind = AccountMessage.Kind(rawValue: content.kind)
        else { return nil }
        return AccountMessage(
            kind, to: content.to, locale: content.locale,
            token: content.token.flatMap(SecretToken.init(any:)),
            expires: content.expires.map { Date(timeIntervalSince1970: $0) }, id: id)
    }

    private static func purpose(_ id: UUIDBytes) -> [UInt8] { Array("comanda message 1".utf8) + id.bytes }
}
