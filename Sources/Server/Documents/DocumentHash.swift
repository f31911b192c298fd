import Crypto

/// The name of a document: the SHA-256 of its bytes in 64 lower-case hexadecimal digits.
enum DocumentHash {
    /// The hash of a document. O(bytes).
    @Sendable
    static func of(_ document: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        let text = SHA256.hash(data: document).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }
}
