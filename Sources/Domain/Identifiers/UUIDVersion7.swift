/// Makes the identifiers of new rows: UUIDs that begin with the time, so that an index grows at its end.
///
/// The order serves storage only. Clocks step back and differ between machines, so nothing may be concluded
/// from it.
///
/// - SeeAlso: RFC 9562 §5.7
public enum UUIDVersion7 {
    /// A UUID of the given moment.
    ///
    /// - Parameters:
    ///   - unixMilliseconds: the clock; its low 48 bits are kept, enough until the year 10889.
    ///   - generator: 74 bits of randomness, injected so that tests may repeat.
    public static func make(
        unixMilliseconds: UInt64, using generator: inout some RandomNumberGenerator
    ) -> (high: UInt64, low: UInt64) {
        let high = unixMilliseconds << 16 | 0x7000 | generator.next() & 0x0FFF
        let low = 0x8000_0000_0000_0000 | generator.next() & 0x3FFF_FFFF_FFFF_FFFF
        return (high, low)
    }
}
