import GraphQLLanguage

/// Introspection does not go round in circles.
///
/// Every list of `__Type` that leads to further types multiplies what is answered, so that a few lines ask
/// for the whole schema a thousand times. Two of them on one path are enough for every tool.
enum MaxIntrospectionDepth {
    /// The lists on one path that are refused.
    private static let refusedDepth = 3
    private static let roots = ["__schema", "__type"]
    private static let lists = ["fields", "interfaces", "possibleTypes", "inputFields"]

    static func check(_ context: inout ValidationContext) {
        let document = context.document
        let roots = Set(roots.compactMap(document.nameID(of:)))
        guard !roots.isEmpty else { return }
        let lists = Set(lists.compactMap(document.nameID(of:)))
        for set in document.operations.map(\.selectionSet) + document.fragments.map(\.selectionSet) {
            var walk = SelectionWalk(set)
            while let selection = walk.next(in: document) {
                switch selection.kind {
                case .fragmentSpread: continue
                case .inlineFragment: walk.enter(document.inlineFragments[selection.index].selectionSet)
                case .field:
                    let field = document.fields[selection.index]
                    if roots.contains(field.name), isTooDeep(field.selectionSet, lists, context) {
                        context.report(
                            .maxIntrospectionDepth, "Introspection nests too many lists of types.",
                            at: field.offset)
                    } else if !field.selectionSet.isEmpty {
                        walk.enter(field.selectionSet)
                    }
                }
            }
        }
    }

    private static func isTooDeep(
        _ selectionSet: IndexRange, _ lists: Set<NameID>, _ context: ValidationContext
    ) -> Bool {
        let document = context.document
        var depths: [NameID: Int] = [:]
        var walk = SelectionWalk(selectionSet)
        while let selection = walk.next(in: document) {
            switch selection.kind {
            case .inlineFragment: walk.enter(document.inlineFragments[selection.index].selectionSet)
            case .field:
                let field = document.fields[selection.index]
                let depth = walk.depth + (lists.contains(field.name) ? 1 : 0)
                if depth >= refusedDepth { return true }
                if !field.selectionSet.isEmpty { walk.enter(field.selectionSet, depth: depth) }
            case .fragmentSpread:
                let name = document.fragmentSpreads[selection.index].name
                guard depths[name] ?? -1 < walk.depth, let fragment = context.fragment(name) else { continue }
                depths[name] = walk.depth
                walk.enter(document.fragments[fragment].selectionSet)
            }
        }
        return false
    }
}
