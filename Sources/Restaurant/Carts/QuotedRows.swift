internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// What a quote reads in statements of its own, held against the rules on rows of its types: an item, a group
/// or a modifier out of scope is not offered, as one that never was.
struct QuotedRows {
    /// The types, in the order of ``companions``.
    enum Kind: Int {
        case items, groups, modifiers
    }

    /// The look-ups that know the rules.
    static let companions: [Loader] = [MenuItem.byID, ModifierGroup.byID, Modifier.byID]

    /// The branch in which the rows are shown.
    let branch: UUIDBytes
    let reads: ComputedReads

    /// Those of some rows that there are for the caller; one packet where rules leave any out, else none.
    func existing(_ kind: Kind, _ ids: Set<UUIDBytes>) async throws(LoadError) -> Set<UUIDBytes> {
        let listed = Array(ids)
        let keys = listed.map { [branch.bytes, $0.bytes] as [[UInt8]?] }
        guard let exists = try await reads.existing(kind.rawValue, keys) else { return ids }
        return Set(zip(listed, exists).filter(\.1).map(\.0))
    }

    /// Those of a menu's choices that there are not for the caller.
    func hidden(
        _ choices: (groups: Set<UUIDBytes>, modifiers: Set<UUIDBytes>)
    ) async throws(LoadError) -> Set<UUIDBytes> {
        let groups = choices.groups.subtracting(try await existing(.groups, choices.groups))
        return groups.union(choices.modifiers.subtracting(try await existing(.modifiers, choices.modifiers)))
    }
}
