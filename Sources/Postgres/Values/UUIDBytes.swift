/// The sixteen bytes of a UUID as PostgreSQL sends and takes them, without Foundation.
///
/// Kept as two integers so that it is trivial to copy, hash and compare.
public struct UUIDBytes: Hashable, Sendable {
    /// Bytes 0 to 7, the first one most significant.
    public let high: UInt64
    /// Bytes 8 to 15.
    public let low: UInt64

    /// Makes a UUID from its halves in network order.
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Reads sixteen bytes in network order; nil when the length is another.
    public init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count == 16 else { return nil }
        high = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self))
        low = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    }

    /// Reads the form with 32 hexadecimal digits, hyphens anywhere; nil for anything else.
    public init?(text: some StringProtocol) {
        var halves: (high: UInt64, low: UInt64) = (0, 0)
        var digits = 0
        for byte in text.utf8 where byte != UInt8(ascii: "-") {
            guard let digit = Self.digit(byte), digits < 32 else { return nil }
            if digits < 16 {
                halves.high = halves.high << 4 | digit
            } else {
                halves.low = halves.low << 4 | digit
            }
            digits += 1
        }
        guard digits == 32 else { return nil }
        (high, low) = halves
    }

    /// The sixteen bytes in network order.
    public var bytes: [UInt8] {
        withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { [UInt8]($0) }
    }

    private static func digit(_ byte: UInt8) -> UInt64? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }
}

extension UUIDBytes: CustomStringConvertible {
    /// The usual 8-4-4-4-12 form in lower case.
    public var description: String {
        let digits: StaticString = "0123456789abcdef"
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for (index, byte) in bytes.enumerated() {
            if index == 4 || index == 6 || index == 8 || index == 10 { text.append(UInt8(ascii: "-")) }
            text.append(digits.utf8Start[Int(byte >> 4)])
            text.append(digits.utf8Start[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
