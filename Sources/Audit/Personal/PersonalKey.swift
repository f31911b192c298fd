internal import Crypto
public import Postgres

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// The key of one person's values: what is sealed with it is gone when the key is.
///
/// AES-256 in GCM with a random nonce a value; the person and the tenant are authenticated along, so that a
/// sealed value opens nowhere else. The audit log and events seal alike.
///
/// A stored answer may hold values of many people: what seals it is joined from the keys of all of them, and
/// that of the tenant's answers, so that it is gone with the first of them.
///
/// - SeeAlso: NIST SP 800-38D §8.2.2: far fewer than 2^32 values a key
public struct PersonalKey: Sendable {
    /// Bytes of a key.
    public static let byteCount = 32

    /// Bytes that sealing adds to bytes: nonce and tag.
    public static let overhead = 12 + 16

    /// Bytes of a key that is wrapped.
    static let wrappedByteCount = byteCount + MasterKeys.overhead

    private var key: SymmetricKey
    private let context: [UInt8]
    private let wrappingPurpose: [UInt8]

    /// A new key.
    public init(of person: UUIDBytes, in organization: UUIDBytes) {
        self.init(SymmetricKey(size: .bits256), person, organization)
    }

    /// A key as the database holds it: wrapped, or bare if it is older than wrapping.
    ///
    /// - Returns: nil for bytes that are none, and for what no master key of this process has wrapped.
    ///
    /// - Parameter masters: those of the process, if nil.
    public init?(
        stored: [UInt8], of person: UUIDBytes, in organization: UUIDBytes, opening masters: MasterKeys? = nil
    ) {
        if stored.count == Self.byteCount {
            self.init(bytes: stored, of: person, in: organization)
        } else {
            guard
                let bytes = (masters ?? MasterKeys.current)?.unwrap(
                    stored, for: Self.purpose(person, organization))
            else { return nil }
            self.init(bytes: bytes, of: person, in: organization)
        }
    }

    /// The key as it is to be stored; nil without a master key.
    ///
    /// - Parameter masters: those of the process, if nil.
    func wrapped(by masters: MasterKeys? = nil) -> [UInt8]? {
        (masters ?? MasterKeys.current)?.wrap(bytes, for: wrappingPurpose)
    }

    /// A key of these bytes; nil for bytes that are none.
    public init?(bytes: [UInt8], of person: UUIDBytes, in organization: UUIDBytes) {
        guard bytes.count == Self.byteCount else { return nil }
        self.init(SymmetricKey(data: bytes), person, organization)
    }

    private init(_ key: SymmetricKey, _ person: UUIDBytes, _ organization: UUIDBytes) {
        self.key = key
        context = Array("comanda personal 1".utf8) + organization.bytes + person.bytes
        wrappingPurpose = Self.purpose(person, organization)
    }

    /// A key for what holds values of several people, made from this one and theirs: nobody can make it again
    /// once one of them is gone.
    ///
    /// - Complexity: O(people × log people).
    public func joined(with people: [UUIDBytes: PersonalKey]) -> PersonalKey {
        guard !people.isEmpty else { return self }
        var authentication = HMAC<SHA256>(key: key)
        authentication.update(data: Array("comanda joined key 1".utf8) + context)
        let order = people.keys.sorted { ($0.high, $0.low) < ($1.high, $1.low) }
        for person in order { authentication.update(data: person.bytes + (people[person]?.bytes ?? [])) }
        var joined = self
        joined.key = SymmetricKey(data: authentication.finalize())
        return joined
    }

    private static func purpose(_ person: UUIDBytes, _ organization: UUIDBytes) -> [UInt8] {
        Array("comanda personal key 1".utf8) + organization.bytes + person.bytes
    }

    /// The key's own bytes, to be stored and never shown.
    public var bytes: [UInt8] { key.withUnsafeBytes { [UInt8]($0) } }

    /// Seals a text: base 64 of nonce, ciphertext and tag; nil only if the library refuses its own key.
    ///
    /// - Complexity: O(text).
    public func seal(_ text: String) -> String? {
        let box = try? AES.GCM.seal(Array(text.utf8), using: key, authenticating: context)
        return box?.combined?.base64EncodedString()
    }

    /// What was sealed; nil for what this key has not sealed.
    ///
    /// - Complexity: O(text).
    public func open(_ sealed: some StringProtocol) -> String? {
        guard let data = Data(base64Encoded: String(sealed)),
            let box = try? AES.GCM.SealedBox(combined: data),
            let opened = try? AES.GCM.open(box, using: key, authenticating: context)
        else { return nil }
        return String(validating: opened, as: UTF8.self)
    }

    /// Seals bytes for one place: nonce, ciphertext and tag, ``overhead`` bytes more; nil only if the library
    /// refuses its own key.
    ///
    /// - Parameter place: what they belong to; elsewhere they do not open.
    /// - Complexity: O(bytes).
    public func seal(_ bytes: [UInt8], at place: [UInt8]) -> [UInt8]? {
        let box = try? AES.GCM.seal(bytes, using: key, authenticating: placeContext + place)
        return box?.combined.map { Array($0) }
    }

    /// The bytes that were sealed for a place; nil for what this key has not sealed for it.
    ///
    /// - Complexity: O(bytes).
    public func open(_ sealed: [UInt8], at place: [UInt8]) -> [UInt8]? {
        guard let box = try? AES.GCM.SealedBox(combined: Data(sealed)),
            let opened = try? AES.GCM.open(box, using: key, authenticating: placeContext + place)
        else { return nil }
        return Array(opened)
    }

    /// Not that of texts: neither passes for the other.
    private var placeContext: [UInt8] { Array("at a place of ".utf8) + context }
}
