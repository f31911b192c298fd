/// Makes the identifiers of demonstration and benchmark rows: the same name always gives the same UUID, so
/// that loading twice meets its own rows.
///
/// A version 8 UUID over the 128-bit FNV-1a hash of the name. The hash is fast and no secret: never use it
/// for identifiers that a stranger must not guess, or for names that a stranger chooses.
///
/// - SeeAlso: RFC 9562 §5.8
public enum NamedUUID {
    private static let offsetBasis: UInt128 = 0x6C62_272E_07BB_0142_62B8_2175_6295_C58D
    private static let prime: UInt128 = 0x0000_0000_0100_0000_0000_0000_0000_013B

    /// The UUID of a name.
    ///
    /// - Complexity: O(length)
    public static func make(_ name: some StringProtocol) -> (high: UInt64, low: UInt64) {
        var hash = offsetBasis
        for byte in name.utf8 {
            hash = (hash ^ UInt128(byte)) &* prime
        }
        let high = UInt64(truncatingIfNeeded: hash >> 64) & ~0xF000 | 0x8000
        let low = UInt64(truncatingIfNeeded: hash) & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        return (high, low)
    }
}
