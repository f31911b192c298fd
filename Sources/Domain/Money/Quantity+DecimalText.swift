extension Quantity {
    /// Reads a decimal such as `2` or `0.25`; nil for anything else, for nothing and less, and for more than
    /// four decimals or what cannot be stored.
    public init?(decimalText text: some StringProtocol) {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty }) else { return nil }
        var fraction = parts.count == 2 ? Array(parts[1]) : []
        while fraction.count > 4, fraction.last == UInt8(ascii: "0") { fraction.removeLast() }
        guard fraction.count <= 4 else { return nil }
        var number: Int64 = 0
        let padding = repeatElement(UInt8(ascii: "0"), count: 4 - fraction.count)
        for digit in Array(parts[0]) + fraction + padding {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            let (tenfold, overflows) = number.multipliedReportingOverflow(by: 10)
            let (sum, carries) = tenfold.addingReportingOverflow(Int64(digit - UInt8(ascii: "0")))
            guard !overflows, !carries else { return nil }
            number = sum
        }
        self.init(tenThousandths: number)
    }

    /// As a decimal without needless zeros: `2`, `0.25`.
    public var decimalText: String {
        let (whole, parts) = tenThousandths.quotientAndRemainder(dividingBy: Self.partsOfOne)
        guard parts > 0 else { return String(whole) }
        var digits = String(parts)
        digits = String(repeating: "0", count: 4 - digits.utf8.count) + digits
        while digits.hasSuffix("0") { digits.removeLast() }
        return "\(whole).\(digits)"
    }
}
