internal import Domain
public import Foundation
public import Postgres

/// Something that a person must be told outside of the API, such as a token that only the owner of an e-mail
/// address may have.
public struct AccountMessage: Sendable {
    /// What it is about; the sender words it in the person's language.
    public enum Kind: String, Sendable, CaseIterable {
        /// A token for a new password.
        case passwordReset = "PASSWORD_RESET"
        /// The password was changed, perhaps by somebody else.
        case passwordChanged = "PASSWORD_CHANGED"
        /// Somebody wanted to register with an address that has a login.
        case alreadyRegistered = "ALREADY_REGISTERED"
        /// A token for a place in an organization.
        case invitation = "INVITATION"
        /// Nothing, to nobody: as much is written for an address without a login as for one with.
        case nothing = "NOTHING"
    }

    /// Tells a message that arrives twice.
    public let id: UUIDBytes

    /// What it is about.
    public let kind: Kind
    /// The e-mail address.
    public let recipient: String
    /// The person's language, as far as known.
    public let locale: String?
    /// The secret; nil where the message is only news.
    public let token: SecretToken?
    /// Until when the token holds.
    public let expires: Date?

    /// A message.
    public init(
        _ kind: Kind, to recipient: String, locale: String? = nil, token: SecretToken? = nil,
        expires: Date? = nil, id: UUIDBytes? = nil
    ) {
        self.id = id ?? .makeVersion7()
        self.kind = kind
        self.recipient = recipient
        self.locale = locale
        self.token = token
        self.expires = expires
    }
}

extension UUIDBytes {
    /// A new identifier, of the present moment.
    static func makeVersion7() -> UUIDBytes {
        var generator = SystemRandomNumberGenerator()
        let milliseconds = UInt64(max(0, Date().timeIntervalSince1970) * 1000)
        let (high, low) = UUIDVersion7.make(unixMilliseconds: milliseconds, using: &generator)
        return UUIDBytes(high: high, low: low)
    }
}
