internal import Crypto
internal import Foundation

/// 256 random bits that someone holds and we keep only the hash of: refresh, reset and invitation tokens.
///
/// The prefix says what a leaked one is; it takes no part in the strength. The hash needs no salt and no
/// slowness, since nobody can guess the bits.
public struct SecretToken: Sendable, CustomStringConvertible, CustomReflectable {
    /// What a token is for.
    public enum Kind: String, Sendable, CaseIterable {
        /// The next pair of tokens.
        case refresh = "crt"
        /// A new password.
        case reset = "crs"
        /// A place in an organization.
        case invitation = "civ"
    }

    /// The token as its holder sees it.
    public let text: String

    /// A new one.
    public static func make(_ kind: Kind) -> SecretToken {
        var generator = SystemRandomNumberGenerator()
        let bytes = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        let digits = Data(bytes).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
        return SecretToken(text: "\(kind.rawValue)_\(digits)")
    }

    private init(text: String) {
        self.text = text
    }

    /// Reads what a caller sent; nil for what can be no token of this kind.
    public init?(_ text: String, _ kind: Kind) {
        let bytes = Array(text.utf8)
        let prefix = Array("\(kind.rawValue)_".utf8)
        guard bytes.count == prefix.count + 43, bytes.starts(with: prefix),
            bytes.dropFirst(prefix.count).allSatisfy(Self.isDigit)
        else { return nil }
        self.text = text
    }

    /// A token of whatever kind; nil for what can be none.
    init?(any text: String) {
        for kind in Kind.allCases {
            guard let token = SecretToken(text, kind) else { continue }
            self = token
            return
        }
        return nil
    }

    /// What is stored.
    public var hash: [UInt8] { Array(SHA256.hash(data: Data(text.utf8))) }

    /// No part of the secret.
    public var description: String { "(secret)" }
    /// No part of the secret.
    public var customMirror: Mirror { Mirror(self, children: []) }

    private static func isDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
