import GraphQLSchema

extension JSONReader {
    /// The value of a number's text: whole numbers exactly, however they are written (`3`, `3.0`, `30e-1`);
    /// beyond 64 bits their digits are kept, only others become a `Double`. Nil for one that is too large
    /// even for that.
    ///
    /// Decided on the digits: as a `Double`, 0.99999999999999999999 would be a whole number, and money.
    ///
    /// - Complexity: O(digits).
    static func number(_ text: String) -> InputValue? {
        if let value = Int64(text) ?? wholeNumber(text.utf8[...]) { return .int(value) }
        guard let value = Double(text), value.isFinite else { return nil }
        let isInteger = text.utf8.allSatisfy {
            $0 == UInt8(ascii: "-") || UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0
        }
        return isInteger ? .largeInteger(text) : .float(value)
    }

    /// The value of a number with a fraction or exponent, if it is whole and fits.
    private static func wholeNumber(_ text: Substring.UTF8View) -> Int64? {
        let isNegative = text.first == UInt8(ascii: "-")
        let parts = text.dropFirst(isNegative ? 1 : 0)
            .split(maxSplits: 1) { $0 == UInt8(ascii: "e") || $0 == UInt8(ascii: "E") }
        guard let mantissa = parts.first else { return nil }
        let halves = mantissa.split(separator: UInt8(ascii: "."), maxSplits: 1)
        var digits = halves.flatMap { Array($0) }
        while digits.last == UInt8(ascii: "0") { digits.removeLast() }
        if digits.allSatisfy({ $0 == UInt8(ascii: "0") }) { return 0 }
        guard let exponent = parts.count > 1 ? Int32(Substring(parts[1])) : 0 else { return nil }
        // How many digits stand before the point once the exponent has moved it.
        let wholeCount = (halves.first?.count ?? 0) + Int(exponent)
        guard wholeCount >= digits.count else { return nil }
        // A first 0 of several is one of a fraction, such as 0.5e1.
        let significant = digits.drop { $0 == UInt8(ascii: "0") }
        let zeroCount = wholeCount - digits.count
        guard significant.count + zeroCount <= 19 else { return nil }
        let padded = significant + Array(repeating: UInt8(ascii: "0"), count: zeroCount)
        return Int64((isNegative ? "-" : "") + String(decoding: padded, as: UTF8.self))
    }
}
