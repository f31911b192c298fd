/// An identifier that says what it identifies: a prefix and a UUID in base 32, as in
/// `item_01h455vb4pex5vsknk084sn02q`.
///
/// It is what every `ID` of the API looks like; inside there are only UUIDs. Parsing accepts exactly the
/// canonical form, so that one object has one ID.
///
/// - SeeAlso: TypeID Specification, version 0.3.0
public struct TypeID: Hashable, Sendable {
    /// Number of characters of the encoded UUID.
    public static let suffixLength = 26
    /// Longest prefix, in characters.
    public static let prefixLengthMax = 63

    /// What kind of thing it identifies; may be empty.
    public let prefix: String
    /// Bytes 0 to 7 of the UUID, the first most significant.
    public let high: UInt64
    /// Bytes 8 to 15 of the UUID.
    public let low: UInt64

    /// Joins a prefix and a UUID; nil when the prefix is not a legal one.
    public init?(prefix: String, high: UInt64, low: UInt64) {
        guard Self.isLegal(prefix: prefix.utf8) else { return nil }
        self.prefix = prefix
        self.high = high
        self.low = low
    }

    /// Parses the canonical form; nil for anything else.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= Self.suffixLength else { return nil }
        let suffix = bytes.suffix(Self.suffixLength)
        var head = bytes.dropLast(Self.suffixLength)
        if head.isEmpty == false {
            // The separator belongs to a prefix; without one there must be none.
            guard head.removeLast() == UInt8(ascii: "_"), !head.isEmpty else { return nil }
        }
        guard Self.isLegal(prefix: head), let halves = Base32.decode(suffix) else { return nil }
        prefix = String(decoding: head, as: UTF8.self)
        (high, low) = halves
    }

    /// The UUID's sixteen bytes in network order.
    public var uuidBytes: [UInt8] {
        withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { [UInt8]($0) }
    }

    /// `[a-z]` and `_` inside, 0 to 63 characters.
    private static func isLegal(prefix: some Collection<UInt8>) -> Bool {
        guard prefix.count <= prefixLengthMax else { return false }
        guard let first = prefix.first else { return true }
        let underscore = UInt8(ascii: "_")
        var last = first
        for byte in prefix {
            guard byte == underscore || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) else {
                return false
            }
            last = byte
        }
        return first != underscore && last != underscore
    }
}

extension TypeID: CustomStringConvertible {
    /// The canonical form.
    public var description: String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(prefix.utf8.count + 1 + Self.suffixLength)
        if !prefix.isEmpty {
            bytes.append(contentsOf: prefix.utf8)
            bytes.append(UInt8(ascii: "_"))
        }
        Base32.encode(high: high, low: low) { bytes.append($0) }
        return String(decoding: bytes, as: UTF8.self)
    }
}
