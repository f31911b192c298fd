import GraphQLLanguage
import GraphQLSchema

/// Names every pair of fields that cannot be merged, once it is known that there is one.
///
/// Compares pair by pair, as people would read the document: the fields of each selection set with each
/// other, and with those of the fragments it spreads. That is quadratic where `FieldMerging` is not, so it
/// runs for messages only, on the same budget; when that runs out, what `FieldMerging` found is reported.
struct ConflictSearch {
    let context: ValidationContext
    private var comparison: FieldComparison
    private var collections: [FieldCollection] = []
    private var collectionByStart: [Int32: Int] = [:]
    /// Whether the parents excluded each other when fields, by collection, met a fragment.
    private var metFragments: [Pair: Bool] = [:]
    /// Whether the parents excluded each other when two fragments met.
    private var metPairs: [Pair: Bool] = [:]
    private var depth = 0
    private var isTooDeep = false

    /// Two things that were compared.
    private struct Pair: Hashable {
        let first: Int
        let second: Int
    }

    /// The comparisons that may be open at once: each stands on the call stack.
    private static let depthMax = 256
    /// The places that one side of a conflict names at most.
    private static let placeCountMax = 20
    private static let reasonLengthMax = 1_000

    init(_ context: ValidationContext) {
        self.context = context
        comparison = FieldComparison(context)
    }

    /// Whether the search gave up; what it found is then not all.
    var isExhausted: Bool { comparison.exhaustedAt != nil || isTooDeep }

    /// The conflicts of every selection set of the document that is no inline fragment's.
    mutating func run() -> [FieldConflict] {
        var found: [FieldConflict] = []
        for (set, parent) in selectionSets() where !isExhausted {
            conflicts(within: collection(set, parent), &found)
            if found.count >= context.limits.errorCountMax { break }
        }
        return found
    }

    private func selectionSets() -> [(IndexRange, TypeID?)] {
        let document = context.document
        var sets: [(IndexRange, TypeID?)] = []
        for operation in document.operations {
            sets.append((operation.selectionSet, context.schema.rootType(operation.kind)))
        }
        for fragment in document.fragments {
            sets.append((fragment.selectionSet, context.compositeType(fragment.typeCondition)))
        }
        for (index, field) in document.fields.enumerated() where !field.selectionSet.isEmpty {
            sets.append((field.selectionSet, compositeType(of: index)))
        }
        return sets
    }

    private func compositeType(of field: Int) -> TypeID? {
        guard let type = comparison.type(of: field)?.named, context.kind(type).isComposite else { return nil }
        return type
    }

    /// The fields of a selection set, collected once.
    private mutating func collection(_ selectionSet: IndexRange, _ parent: TypeID?) -> Int {
        if let known = collectionByStart[selectionSet.start] { return known }
        collections.append(FieldCollection(selectionSet, on: parent, context))
        collectionByStart[selectionSet.start] = collections.count - 1
        return collections.count - 1
    }

    private mutating func collection(ofFragment fragment: Int) -> Int {
        let node = context.document.fragments[fragment]
        return collection(node.selectionSet, context.compositeType(node.typeCondition))
    }

    // MARK: Sets

    private mutating func conflicts(within index: Int, _ found: inout [FieldConflict]) {
        let collection = collections[index]
        for group in collection.groups where group.count > 1 {
            for (position, first) in group.enumerated() {
                for second in group[(position + 1)...] {
                    if isExhausted { return }
                    conflict(first, second, exclusive: false).map { found.append($0) }
                }
            }
        }
        for (position, fragment) in collection.fragments.enumerated() {
            conflicts(between: index, andFragment: fragment, exclusive: false, &found)
            for other in collection.fragments[(position + 1)...] {
                conflicts(betweenFragments: fragment, other, exclusive: false, &found)
            }
        }
    }

    private mutating func conflicts(
        between first: Int, and second: Int, exclusive: Bool, _ found: inout [FieldConflict]
    ) {
        for group in collections[first].groups {
            guard let head = group.first else { continue }
            comparison.spend(head.field)
            guard let others = collections[second].group(of: head.responseName) else { continue }
            for field in group {
                for other in others {
                    if isExhausted { return }
                    conflict(field, other, exclusive: exclusive).map { found.append($0) }
                }
            }
        }
    }

    private mutating func conflicts(
        between index: Int, andFragment fragment: Int, exclusive: Bool, _ found: inout [FieldConflict]
    ) {
        guard let head = collections[index].groups.first?.first, !isExhausted else { return }
        comparison.spend(head.field)
        guard meet(&metFragments, Pair(first: index, second: fragment), exclusive) else { return }
        let other = collection(ofFragment: fragment)
        guard other != index, descend() else { return }
        conflicts(between: index, and: other, exclusive: exclusive, &found)
        for nested in collections[other].fragments {
            conflicts(between: index, andFragment: nested, exclusive: exclusive, &found)
        }
        depth -= 1
    }

    private mutating func conflicts(
        betweenFragments first: Int, _ second: Int, exclusive: Bool, _ found: inout [FieldConflict]
    ) {
        guard first != second, !isExhausted else { return }
        comparison.spend(0)
        let pair = Pair(first: min(first, second), second: max(first, second))
        guard meet(&metPairs, pair, exclusive), descend() else { return }
        let (one, other) = (collection(ofFragment: first), collection(ofFragment: second))
        conflicts(between: one, and: other, exclusive: exclusive, &found)
        for nested in collections[other].fragments {
            conflicts(betweenFragments: first, nested, exclusive: exclusive, &found)
        }
        for nested in collections[one].fragments {
            conflicts(betweenFragments: nested, second, exclusive: exclusive, &found)
        }
        depth -= 1
    }

    /// Whether a pair has to be compared: it is new, or met only where parents exclude each other.
    private func meet(_ met: inout [Pair: Bool], _ pair: Pair, _ exclusive: Bool) -> Bool {
        if let before = met[pair], exclusive || !before { return false }
        met[pair] = exclusive
        return true
    }

    private mutating func descend() -> Bool {
        guard depth < Self.depthMax else {
            isTooDeep = true
            return false
        }
        depth += 1
        return true
    }

    // MARK: Pairs

    private mutating func conflict(
        _ first: FieldCollection.Entry, _ second: FieldCollection.Entry, exclusive: Bool
    ) -> FieldConflict? {
        comparison.spend(second.field)
        let exclusive = exclusive || excludeEachOther(first.parent, second.parent)
        let (one, other) = (context.document.fields[first.field], context.document.fields[second.field])
        let reason =
            exclusive
            ? comparison.shapeDifference(first.field, second.field)
            : comparison.difference(first.field, second.field)
        if let reason {
            return FieldConflict(
                responseName: one.responseName, reason: reason, first: [one.offset], second: [other.offset])
        }
        guard !one.selectionSet.isEmpty, !other.selectionSet.isEmpty, descend() else { return nil }
        var found: [FieldConflict] = []
        conflicts(
            betweenSelectionsOf: collection(one.selectionSet, compositeType(of: first.field)),
            collection(other.selectionSet, compositeType(of: second.field)), exclusive: exclusive, &found)
        depth -= 1
        return found.isEmpty ? nil : conflict(of: one, other, below: found)
    }

    private mutating func conflicts(
        betweenSelectionsOf first: Int, _ second: Int, exclusive: Bool, _ found: inout [FieldConflict]
    ) {
        conflicts(between: first, and: second, exclusive: exclusive, &found)
        for fragment in collections[second].fragments {
            conflicts(between: first, andFragment: fragment, exclusive: exclusive, &found)
        }
        for fragment in collections[first].fragments {
            conflicts(between: second, andFragment: fragment, exclusive: exclusive, &found)
        }
        for fragment in collections[first].fragments {
            for other in collections[second].fragments {
                conflicts(betweenFragments: fragment, other, exclusive: exclusive, &found)
            }
        }
    }

    private func excludeEachOther(_ first: TypeID?, _ second: TypeID?) -> Bool {
        guard let first, let second, first != second else { return false }
        return context.kind(first) == .object && context.kind(second) == .object
    }

    /// The one conflict of two fields whose selections are in conflict.
    private func conflict(
        of one: Document.Field, _ other: Document.Field, below conflicts: [FieldConflict]
    ) -> FieldConflict {
        var reason = ""
        for conflict in conflicts where reason.utf8.count < Self.reasonLengthMax {
            reason += reason.isEmpty ? "" : " and "
            reason +=
                "subfields \"\(context.name(conflict.responseName))\" conflict because \(conflict.reason)"
        }
        if reason.utf8.count > Self.reasonLengthMax { reason = "\(reason.prefix(Self.reasonLengthMax))…" }
        return FieldConflict(
            responseName: one.responseName, reason: reason, first: places(one, conflicts.map(\.first)),
            second: places(other, conflicts.map(\.second)))
    }

    /// A field and the places below it, the deepest of each conflict when there is no room for all.
    private func places(_ field: Document.Field, _ below: [[Int32]]) -> [Int32] {
        below.reduce(into: [field.offset]) { places, more in
            places += more.suffix(Self.placeCountMax - places.count)
        }
    }
}
