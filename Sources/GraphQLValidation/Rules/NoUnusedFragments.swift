import GraphQLLanguage

/// Fragments must be used.
///
/// - SeeAlso: GraphQL Sep 2025 §5.5.1.4
enum NoUnusedFragments {
    static func check(_ context: inout ValidationContext) {
        var isUsed = [Bool](repeating: false, count: context.fragmentUses.count)
        for operation in context.operationUses.indices {
            for fragment in context.fragments(reachedFrom: operation) { isUsed[fragment] = true }
        }
        for (index, fragment) in context.document.fragments.enumerated() {
            // A second fragment of a name is used when the first is: that there are two is told elsewhere.
            guard !isUsed[context.fragment(fragment.name) ?? index] else { continue }
            context.report(
                .noUnusedFragments, "Fragment \"\(context.name(fragment.name))\" is never used.",
                at: fragment.offset)
        }
    }
}

extension ValidationContext {
    /// The fragments that an operation spreads, directly or through others, each once.
    func fragments(reachedFrom operation: Int) -> [Int] {
        guard !operationUses[operation].spreads.isEmpty else { return [] }
        var isReached = [Bool](repeating: false, count: fragmentUses.count)
        var reached: [Int] = []
        var pending = [operationUses[operation].spreads]
        while let spreads = pending.popLast() {
            for spread in spreads {
                guard let fragment = fragment(document.fragmentSpreads[Int(spread)].name),
                    !isReached[fragment]
                else { continue }
                isReached[fragment] = true
                reached.append(fragment)
                pending.append(fragmentUses[fragment].spreads)
            }
        }
        return reached
    }
}
