/// The value of a hexadecimal digit; nil for any other byte.
@inlinable
public func hexadecimalValue(of byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte &- UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte &- UInt8(ascii: "a")) &+ 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte &- UInt8(ascii: "A")) &+ 10
    default: nil
    }
}

/// A set of ASCII bytes as a table of 128 bits, which the lexer keeps in two registers.
///
/// An array of 256 classes was the other way: it costs a load and a bounds check a byte.
struct ByteClass {
    private let low: UInt64
    private let high: UInt64

    @inline(__always)
    init(low: UInt64, high: UInt64) {
        self.low = low
        self.high = high
    }

    /// Whether a byte is in the class; a byte beyond ASCII never is.
    @inline(__always)
    func contains(_ byte: UInt8) -> Bool {
        let bits = byte < 64 ? low : high
        return byte < 128 && bits &>> UInt64(byte & 63) & 1 != 0
    }

    /// `0`–`9`.
    static var digit: ByteClass { ByteClass(low: 0x03FF_0000_0000_0000, high: 0) }
    /// `A`–`Z`, `a`–`z` and `_`.
    static var nameStart: ByteClass { ByteClass(low: 0, high: 0x07FF_FFFE_87FF_FFFE) }
    /// What may follow the first byte of a name.
    static var nameContinue: ByteClass { ByteClass(low: 0x03FF_0000_0000_0000, high: 0x07FF_FFFE_87FF_FFFE) }
    /// White space, line terminators and commas.
    static var ignored: ByteClass { ByteClass(low: 0x0000_1001_0000_2600, high: 0) }
}
