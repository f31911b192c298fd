/// Crockford's base 32 in lower case, over 128 bits: 26 digits, the first of them at most 7.
///
/// - SeeAlso: TypeID Specification, "UUID Encoding"
public enum Base32 {
    /// The digits in order; `i`, `l`, `o` and `u` are left out because people misread them.
    private static let alphabet: StaticString = "0123456789abcdefghjkmnpqrstvwxyz"

    /// Calls `write` with the 26 digits of a 128-bit number, most significant first.
    public static func encode(high: UInt64, low: UInt64, _ write: (UInt8) -> Void) {
        let digits = alphabet.utf8Start
        for position in 0..<TypeID.suffixLength {
            let shift = 5 * (TypeID.suffixLength - 1 - position)
            let value: UInt64
            if shift >= 64 {
                value = high >> UInt64(shift - 64)
            } else if shift > 59 {
                // The digit takes bits of both halves.
                value = low >> UInt64(shift) | high << UInt64(64 - shift)
            } else {
                value = low >> UInt64(shift)
            }
            write(digits[Int(value & 31)])
        }
    }

    /// Reads 26 digits; nil for another length, another character or a number beyond 128 bits.
    public static func decode(_ digits: some Collection<UInt8>) -> (high: UInt64, low: UInt64)? {
        guard digits.count == TypeID.suffixLength, let first = digits.first, let top = value(of: first),
            top <= 7
        else { return nil }
        var high: UInt64 = 0
        var low: UInt64 = 0
        for digit in digits {
            guard let value = value(of: digit) else { return nil }
            high = high << 5 | low >> 59
            low = low << 5 | value
        }
        return (high, low)
    }

    private static func value(of digit: UInt8) -> UInt64? {
        for index in 0..<alphabet.utf8CodeUnitCount where alphabet.utf8Start[index] == digit {
            return UInt64(index)
        }
        return nil
    }
}
