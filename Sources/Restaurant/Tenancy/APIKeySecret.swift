internal import Crypto
internal import Domain

/// The secret of an API key, as in `ck_7m2k9d4q_…`: a mark by which people find a lost one, and 256 random
/// bits. Shown once; only its SHA-256 is kept, which is enough for what nobody can guess.
public struct APIKeySecret: Sendable {
    /// What every key begins with: how a bearer's key is told from a token.
    public static let mark = "ck_"
    /// Digits of the part that is shown in lists.
    private static let prefixLength = 8

    /// The part that is shown in lists.
    public let prefix: String
    /// The whole key, for its owner.
    public let text: String

    /// A new key.
    public init(using generator: inout some RandomNumberGenerator) {
        var digits: [UInt8] = []
        for _ in 0..<3 {
            Base32.encode(high: generator.next(), low: generator.next()) { digits.append($0) }
        }
        // A UUID's worth of digits begins with one of three bits: the prefix is taken behind it.
        let shown = digits[1...Self.prefixLength]
        let secret = digits.suffix(2 * TypeID.suffixLength)
        prefix = Self.mark + String(decoding: shown, as: UTF8.self)
        text = "\(prefix)_\(String(decoding: secret, as: UTF8.self))"
    }

    /// What is stored of a key, and what a bearer's key is looked up by.
    public static func hash(of text: String) -> [UInt8] {
        Array(SHA256.hash(data: Array(text.utf8)))
    }
}
