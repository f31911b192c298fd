internal import Crypto
internal import Synchronization

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// The keys that wrap other keys and messages on their way, kept outside of the database: whoever copies the
/// database alone opens nothing.
///
/// One wraps, all open: a key is replaced by adding another one, wrapping anew what the old one wrapped, and
/// taking the old one away. What is wrapped names its key, and opens only for the purpose it was wrapped for.
///
/// - SeeAlso: NIST SP 800-38D §8.2.2: far fewer than 2^32 values a key
public struct MasterKeys: Sendable, CustomStringConvertible, CustomReflectable {
    /// Bytes of a key.
    public static let byteCount = 32
    /// Bytes that wrapping adds: version, name of the key, nonce and tag.
    static let overhead = 1 + nameByteCount + 12 + 16
    private static let nameByteCount = 8
    private static let version: UInt8 = 1

    private struct Key: Sendable {
        let name: [UInt8]
        let secret: SymmetricKey
    }

    private let keys: [Key]

    /// Keys of which the first wraps; nil without any, or for bytes that are no key.
    public init?(_ secrets: [[UInt8]]) {
        guard !secrets.isEmpty, secrets.allSatisfy({ $0.count == Self.byteCount }) else { return nil }
        keys = secrets.map { secret in
            let digest = SHA256.hash(data: Array("comanda master key 1".utf8) + secret)
            return Key(name: Array(digest.prefix(Self.nameByteCount)), secret: SymmetricKey(data: secret))
        }
    }

    /// A new key's bytes.
    public static func makeSecret() -> [UInt8] {
        SymmetricKey(size: .bits256).withUnsafeBytes { [UInt8]($0) }
    }

    /// Wraps bytes for a purpose; nil only if the library refuses its own key.
    ///
    /// - Complexity: O(bytes).
    public func wrap(_ bytes: [UInt8], for purpose: [UInt8]) -> [UInt8]? {
        guard let key = keys.first else { return nil }
        let head = [Self.version] + key.name
        let box = try? AES.GCM.seal(bytes, using: key.secret, authenticating: head + purpose)
        return box?.combined.map { head + Array($0) }
    }

    /// What was wrapped for a purpose; nil for what none of these keys has wrapped.
    ///
    /// - Complexity: O(bytes).
    public func unwrap(_ wrapped: [UInt8], for purpose: [UInt8]) -> [UInt8]? {
        let headLength = 1 + Self.nameByteCount
        guard wrapped.count >= Self.overhead, wrapped.first == Self.version else { return nil }
        let head = Array(wrapped.prefix(headLength))
        guard let key = keys.first(where: { head.dropFirst().elementsEqual($0.name) }),
            let box = try? AES.GCM.SealedBox(combined: Data(wrapped.dropFirst(headLength))),
            let bytes = try? AES.GCM.open(box, using: key.secret, authenticating: head + purpose)
        else { return nil }
        return Array(bytes)
    }

    /// Whether the key that wraps now has wrapped this.
    func isCurrent(_ wrapped: [UInt8]) -> Bool {
        guard let key = keys.first, wrapped.first == Self.version else { return false }
        return wrapped.dropFirst().prefix(Self.nameByteCount).elementsEqual(key.name)
    }

    /// No part of a key.
    public var description: String { "(\(keys.count) master keys)" }
    /// No part of a key.
    public var customMirror: Mirror { Mirror(self, children: []) }

    // MARK: Those of the process

    private static let held = Mutex<MasterKeys?>(nil)

    /// The keys that this process uses; nil before it has read them.
    public static var current: MasterKeys? { held.withLock { $0 } }

    /// From now on the process uses these.
    public static func use(_ keys: MasterKeys) {
        held.withLock { $0 = keys }
    }
}
