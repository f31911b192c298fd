import GraphQLLanguage
import GraphQLSchema

/// Finds fields that cannot answer under one name.
///
/// The algorithm of Simon Adameit: flatten the selection sets that merge into one, group their fields by
/// response name, compare each field of a group with the first one, and go on with the merged selection sets
/// of the group. Being the same field, and having the same shape, are equivalences, so the first stands for
/// all. A set of selection sets is looked at once (`seen`); all work is counted against a budget.
///
/// - Complexity: Near-linear; never more than the budget.
struct FieldMerging {
    /// What has to hold for the fields of a group.
    private enum Demand: UInt8 {
        /// The same field, arguments and shape, as far as parent types can coincide.
        case sameField = 1
        /// The same shape only: the parents exclude each other.
        case sameShape = 2
    }

    /// One selection set on a type.
    private struct Root: Hashable {
        let selections: IndexRange
        let parent: TypeID?
    }

    /// Selection sets that merge into one.
    private struct Merge: Hashable {
        let roots: [Root]
        let demand: Demand
    }

    /// A field of a flattened selection set.
    struct Entry {
        let field: Int
        let parent: TypeID?
        /// The next entry of the same response name; -1 at the end.
        var next: Int32 = -1
    }

    let context: ValidationContext
    private(set) var conflicts: [FieldConflict] = []
    private var comparison: FieldComparison
    private var pending: [Merge] = []
    private var seen: Set<Merge> = []
    /// The demands under which a selection set alone has been looked at, by its first selection.
    private var seenAlone: [UInt8]
    private var entries: [Entry] = []
    /// The number of the flattening under way, to empty the tables below in constant time.
    private var round: Int32 = 0
    private var groups: [(round: Int32, head: Int32, tail: Int32)]
    private var fragmentRounds: [Int32]

    init(_ context: ValidationContext) {
        self.context = context
        comparison = FieldComparison(context)
        groups = Array(repeating: (0, 0, 0), count: context.document.names.count)
        seenAlone = Array(repeating: 0, count: context.document.selections.count)
        fragmentRounds = Array(repeating: 0, count: context.document.fragments.count)
    }

    /// Adds the selection set of an operation or fragment.
    mutating func add(_ selections: IndexRange, on parent: TypeID?) {
        push([Root(selections: selections, parent: parent)], .sameField)
    }

    /// Checks everything that was added, up to the budget.
    mutating func run() {
        while let merge = pending.popLast(), exhaustedAt == nil {
            let heads = flatten(merge.roots)
            for head in heads { check(groupFrom: head, merge.demand) }
        }
    }

    private mutating func push(_ roots: [Root], _ demand: Demand) {
        guard !roots.isEmpty else { return }
        let merge = Merge(roots: roots, demand: demand)
        if roots.count > 1 {
            if seen.insert(merge).inserted { pending.append(merge) }
            return
        }
        // A set alone is the common case: known by where it starts, without hashing.
        let start = Int(roots[0].selections.start)
        guard seenAlone[start] & demand.rawValue == 0 else { return }
        seenAlone[start] |= demand.rawValue
        pending.append(merge)
    }

    /// The place at which the budget ran out.
    var exhaustedAt: Int32? { comparison.exhaustedAt }

    // MARK: Flattening

    /// Gathers the fields of selection sets, fragments expanded, and groups them by response name.
    ///
    /// - Returns: The first entry of each group.
    private mutating func flatten(_ roots: [Root]) -> [Int32] {
        round += 1
        entries.removeAll(keepingCapacity: true)
        var heads: [Int32] = []
        var queue = roots
        var next = 0
        while next < queue.count, exhaustedAt == nil {
            let root = queue[next]
            next += 1
            for index in root.selections {
                let selection = context.document.selections[index]
                switch selection.kind {
                case .field: append(selection.index, root.parent, &heads)
                case .inlineFragment:
                    let fragment = context.document.inlineFragments[selection.index]
                    let type = fragment.typeCondition.map { context.compositeType($0) } ?? root.parent
                    queue.append(Root(selections: fragment.selectionSet, parent: type))
                case .fragmentSpread:
                    guard
                        let fragment = context.fragment(
                            context.document.fragmentSpreads[selection.index].name),
                        fragmentRounds[fragment] != round
                    else { continue }
                    fragmentRounds[fragment] = round
                    let node = context.document.fragments[fragment]
                    queue.append(
                        Root(selections: node.selectionSet, parent: context.compositeType(node.typeCondition))
                    )
                }
            }
        }
        return heads
    }

    private mutating func append(_ index: Int, _ parent: TypeID?, _ heads: inout [Int32]) {
        let node = context.document.fields[index]
        let entry = Int32(truncatingIfNeeded: entries.count)
        entries.append(Entry(field: index, parent: parent))
        comparison.spend(index)
        let name = node.responseName.index
        if groups[name].round == round {
            entries[Int(groups[name].tail)].next = entry
            groups[name].tail = entry
        } else {
            groups[name] = (round, entry, entry)
            heads.append(entry)
        }
    }

    // MARK: Groups

    private mutating func check(groupFrom head: Int32, _ demand: Demand) {
        let first = entries[Int(head)]
        if first.next < 0 {
            // A field alone has nothing to differ from; its own selections are looked at as the same field.
            if demand == .sameField { push(children(of: [first]), .sameField) }
            return
        }
        var group: [Entry] = []
        var next = head
        while next >= 0 {
            group.append(entries[Int(next)])
            next = entries[Int(next)].next
        }
        if demand == .sameShape { return check(group, .sameShape) }
        var byObject: [TypeID: [Int]] = [:]
        // Those on interfaces and unions coincide with every object.
        var others: [Int] = []
        for (position, entry) in group.enumerated() {
            if let parent = entry.parent, context.kind(parent) == .object {
                byObject[parent, default: []].append(position)
            } else {
                others.append(position)
            }
        }
        if byObject.count < 2 { return check(group, .sameField) }
        check(group, .sameShape)
        for (_, own) in byObject.sorted(by: { $0.key.rawValue < $1.key.rawValue }) where exhaustedAt == nil {
            comparison.spend(group[own[0]].field, steps: others.count)
            let coinciding = others.isEmpty ? own : (own + others).sorted()
            check(coinciding.map { group[$0] }, .sameField)
        }
    }

    /// Compares the fields of a group with its first one and goes on with their selections.
    private mutating func check(_ group: [Entry], _ demand: Demand) {
        let first = group[0]
        for entry in group.dropFirst() {
            if exhaustedAt != nil { return }
            comparison.spend(entry.field)
            let reason =
                demand == .sameField
                ? comparison.difference(first.field, entry.field)
                : comparison.shapeDifference(first.field, entry.field)
            guard let reason else { continue }
            let (one, other) = (context.document.fields[first.field], context.document.fields[entry.field])
            let isKnown = conflicts.contains {
                $0.first.first == one.offset && $0.second.first == other.offset
            }
            if !isKnown, conflicts.count < context.limits.errorCountMax {
                conflicts.append(
                    FieldConflict(
                        responseName: one.responseName, reason: reason, first: [one.offset],
                        second: [other.offset]))
            }
            return
        }
        push(children(of: group), demand)
    }

    private func children(of group: [Entry]) -> [Root] {
        var roots: [Root] = []
        for entry in group {
            let selections = context.document.fields[entry.field].selectionSet
            if !selections.isEmpty {
                roots.append(
                    canonical(Root(selections: selections, parent: comparison.type(of: entry.field)?.named)))
            }
        }
        guard roots.count > 1 else { return roots }
        roots.sort { $0.selections.start < $1.selections.start }
        return roots.indices.filter { $0 == 0 || roots[$0] != roots[$0 - 1] }.map { roots[$0] }
    }

    /// The selection set of a fragment for one that spreads nothing but that fragment.
    ///
    /// So fields that all select `{ ...F }` are looked at together, once.
    private func canonical(_ root: Root) -> Root {
        guard root.selections.count == 1 else { return root }
        let selection = context.document.selections[root.selections.startIndex]
        guard selection.kind == .fragmentSpread,
            let fragment = context.fragment(context.document.fragmentSpreads[selection.index].name)
        else { return root }
        let node = context.document.fragments[fragment]
        return Root(selections: node.selectionSet, parent: context.compositeType(node.typeCondition))
    }
}
