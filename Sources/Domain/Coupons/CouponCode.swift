/// The code of a coupon, as it is printed and typed in: letters in upper case, digits, `-` and `_`.
public struct CouponCode: Hashable, Sendable {
    /// Fits a till's line and a flyer.
    public static let lengths = 3...32

    /// The code in upper case.
    public let text: String

    /// Reads a code as somebody typed it; nil for what is no code. Spaces around it and lower case are
    /// forgiven.
    public init?(_ typed: String) {
        let code = typed.utf8.drop { $0 == 0x20 }.reversed().drop { $0 == 0x20 }.reversed()
        guard Self.lengths.contains(code.count) else { return nil }
        var text = ""
        for byte in code {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "-"), UInt8(ascii: "_"):
                text.unicodeScalars.append(Unicode.Scalar(byte))
            case UInt8(ascii: "a")...UInt8(ascii: "z"):
                text.unicodeScalars.append(Unicode.Scalar(byte - 0x20))
            default: return nil
            }
        }
        self.text = text
    }
}
