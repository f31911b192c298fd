internal import Crypto
internal import Synchronization

/// The secret that cursors are signed with, so that nobody makes up where a page starts.
///
/// One for the process, since cursors are written and read where nothing is known of a request. Until `use`
/// is called it is random: cursors then hold for this process alone.
public enum CursorKey {
    /// Bytes of a signature: a guess is as hopeless as one of a 128-bit key.
    static let signatureCount = 16

    private static let key = Mutex(SymmetricKey(size: .bits256))

    /// Signs with this secret from now on. Every process that serves the same clients needs the same.
    public static func use(_ secret: some Sequence<UInt8>) {
        let key = SymmetricKey(data: Array(secret))
        Self.key.withLock { $0 = key }
    }

    /// The signature of some bytes. O(bytes).
    static func signature(of bytes: some Collection<UInt8>) -> ArraySlice<UInt8> {
        let key = key.withLock { $0 }
        return Array(HMAC<SHA256>.authenticationCode(for: Array(bytes), using: key))[..<signatureCount]
    }

    /// Whether a signature is that of the bytes, in a time that does not tell where they differ.
    static func isSigned(_ bytes: some Collection<UInt8>, by signature: some Collection<UInt8>) -> Bool {
        let difference = zip(Self.signature(of: bytes), signature).reduce(0) { $0 | ($1.0 ^ $1.1) }
        return signature.count == signatureCount && difference == 0
    }
}
