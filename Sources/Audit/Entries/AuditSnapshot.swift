internal import Crypto

/// What was there before or after an act, as it is stored: JSON text in which personal values are sealed.
///
/// The chain covers the salted digest and not the text, so that hashes can be shown to an outsider without
/// giving away a guessable text behind them.
public struct AuditSnapshot: Sendable, Equatable {
    /// Bytes of a salt.
    static let saltByteCount = 16

    /// JSON, as ``ChangeSet`` writes it.
    public let text: String
    /// Random bytes before the text.
    public let salt: [UInt8]
    /// SHA-256 over salt and text.
    public let digest: [UInt8]

    /// A new snapshot with a fresh salt.
    public init(_ text: String) {
        let salt = SymmetricKey(size: SymmetricKeySize(bitCount: Self.saltByteCount * 8))
            .withUnsafeBytes { [UInt8]($0) }
        self.init(text: text, salt: salt, digest: Self.digest(salt, text))
    }

    /// A stored snapshot, whose digest is yet to be compared.
    public init(text: String, salt: [UInt8], digest: [UInt8]) {
        self.text = text
        self.salt = salt
        self.digest = digest
    }

    /// Whether the digest is the text's.
    ///
    /// - Complexity: O(text).
    public var isIntact: Bool { digest == Self.digest(salt, text) }

    private static func digest(_ salt: [UInt8], _ text: String) -> [UInt8] {
        var hash = SHA256()
        hash.update(data: salt)
        var text = text
        text.withUTF8 { hash.update(bufferPointer: UnsafeRawBufferPointer($0)) }
        return Array(hash.finalize())
    }
}
