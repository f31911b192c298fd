/// Arithmetic on minor units that neither rounds unasked nor overflows.
///
/// Products of two 64-bit factors and sums of as many of them as memory holds fit 128 bits, so what stands
/// between input and result needs no check; a result goes back to 64 bits through ``narrowed(_:)``, which
/// reports what does not fit.
enum ExactAmount {
    /// The amount in 64 bits.
    static func narrowed(_ amount: Int128) throws(PricingError) -> Int64 {
        guard let narrow = Int64(exactly: amount) else { throw .tooLarge }
        return narrow
    }

    /// The product of two amounts or counts.
    static func product(_ left: Int64, _ right: Int64) throws(PricingError) -> Int64 {
        let (product, overflows) = left.multipliedReportingOverflow(by: right)
        guard !overflows else { throw .tooLarge }
        return product
    }

    /// The sum of two amounts.
    static func sum(_ left: Int64, _ right: Int64) throws(PricingError) -> Int64 {
        let (sum, overflows) = left.addingReportingOverflow(right)
        guard !overflows else { throw .tooLarge }
        return sum
    }

    /// The sum of amounts.
    static func sum(of amounts: [Int64]) throws(PricingError) -> Int64 {
        try narrowed(amounts.reduce(Int128(0)) { $0 + Int128($1) })
    }

    /// `amount` × `numerator` ÷ `denominator`, halves away from zero.
    ///
    /// - Parameter denominator: greater than 0.
    static func scaled(
        _ amount: Int64, by numerator: Int64, over denominator: Int64
    ) throws(PricingError) -> Int64 {
        let product = Int128(amount) * Int128(numerator)
        let divisor = Int128(denominator)
        let (quotient, remainder) = product.quotientAndRemainder(dividingBy: divisor)
        // Not `2 × remainder ≥ divisor`: it says the same and cannot grow.
        let isHalf = Int128(remainder.magnitude) >= divisor - Int128(remainder.magnitude)
        return try narrowed(isHalf && remainder != 0 ? quotient + remainder.signum() : quotient)
    }
}
