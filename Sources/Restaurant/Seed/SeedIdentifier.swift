import Postgres

/// The identifier of a seeded row: a version 8 UUID that spells organization, table and row, so that it is
/// the same in every run and the indexes grow at their ends as they do with real identifiers.
struct SeedIdentifier {
    /// What a row is; the number stands in the identifier.
    enum Kind: UInt64 {
        case organization = 1
        case taxClass, taxRate, branch, space, table, menu, menuBranch, category, item, group, modifier,
            itemGroup
        case childGroup, override, block, translation
    }

    let organization: Int

    /// The identifier of one row.
    func make(_ kind: Kind, _ index: Int = 0) -> UUIDBytes {
        let number = UInt64(UInt32(truncatingIfNeeded: organization))
        let high = (0x5EED << 48) | (number << 16) | 0x8000 | kind.rawValue
        return UUIDBytes(high: high, low: 0x8000_0000_0000_0000 | UInt64(truncatingIfNeeded: index))
    }
}
