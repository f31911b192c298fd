/// Why a text is not an amount of a currency.
public enum DecimalTextError: Error, Hashable, Sendable {
    /// It is not digits with at most one point: `1,50`, `1e3`, `S/ 5`, nothing at all.
    case notDecimal
    /// It has more decimals than the currency's smallest unit.
    case tooPrecise(decimals: Int)
    /// It does not fit 64 bits of minor units.
    case tooLarge
}

extension Currency {
    /// The minor units that a decimal text stands for, exactly: `12.5` in PEN is 1250, in JPY it is refused.
    ///
    /// Works on digits, never on floating point. Zeros behind the last decimal are taken, since they change
    /// nothing; group separators are refused, since `1,500` means two things in two countries.
    ///
    /// - Complexity: O(length)
    public func minorUnits(decimalText text: some StringProtocol) throws(DecimalTextError) -> Int64 {
        var digits = text.utf8[...]
        let isNegative = digits.first == UInt8(ascii: "-")
        if isNegative { digits = digits.dropFirst() }
        let parts = digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard let whole = parts.first, !whole.isEmpty, parts.count <= 2, parts.count == 1 || !parts[1].isEmpty
        else {
            throw .notDecimal
        }
        var minor: Int64 = 0
        for digit in whole { minor = try Self.append(digit, to: minor) }
        var decimals = 0
        for digit in parts.dropFirst().joined() {
            decimals += 1
            guard decimals > exponent else {
                minor = try Self.append(digit, to: minor)
                continue
            }
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { throw .notDecimal }
            guard digit == UInt8(ascii: "0") else { throw .tooPrecise(decimals: exponent) }
        }
        while decimals < exponent {
            minor = try Self.append(UInt8(ascii: "0"), to: minor)
            decimals += 1
        }
        return isNegative ? -minor : minor
    }

    /// The decimal text of an amount, with all decimals and a point: the inverse of
    /// ``minorUnits(decimalText:)``.
    public func decimalText(minorUnits: Int64) -> String {
        var digits = String(minorUnits.magnitude)
        if digits.utf8.count <= exponent {
            digits = String(repeating: "0", count: exponent + 1 - digits.utf8.count) + digits
        }
        let sign = minorUnits < 0 ? "-" : ""
        guard exponent > 0 else { return sign + digits }
        return sign + digits.dropLast(exponent) + "." + digits.suffix(exponent)
    }

    private static func append(_ byte: UInt8, to amount: Int64) throws(DecimalTextError) -> Int64 {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { throw .notDecimal }
        let (product, productOverflows) = amount.multipliedReportingOverflow(by: 10)
        let (sum, sumOverflows) = product.addingReportingOverflow(Int64(byte - UInt8(ascii: "0")))
        guard !productOverflows, !sumOverflows else { throw .tooLarge }
        return sum
    }
}
