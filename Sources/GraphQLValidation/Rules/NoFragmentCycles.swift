import GraphQLLanguage

/// Fragment spreads must not form cycles.
///
/// Everything that expands fragments relies on this rule and runs after it.
/// Walks with a stack of its own: a chain of fragments may be longer than the call stack.
///
/// - SeeAlso: GraphQL Sep 2025 §5.5.2.2
enum NoFragmentCycles {
    /// Reports cycles and orders the fragments, most deeply spread first.
    ///
    /// - Returns: Whether there is a cycle.
    static func check(_ context: inout ValidationContext) -> Bool {
        var search = Search(fragmentCount: context.fragmentUses.count)
        for fragment in context.fragmentUses.indices { search.visit(fragment, &context) }
        context.fragmentOrder = search.order
        return search.hasCycles
    }

    /// A depth-first search over fragments.
    private struct Search {
        /// The position on the path of each fragment; -1 off the path.
        var positions: [Int]
        var isVisited: [Bool]
        var order: [Int32] = []
        var hasCycles = false
        /// The fragments from the start to here, each with its next spread.
        var path: [(fragment: Int, next: Int)] = []
        /// The spreads that lead from each fragment of the path to the next.
        var spreads: [Int32] = []

        init(fragmentCount: Int) {
            positions = [Int](repeating: -1, count: fragmentCount)
            isVisited = [Bool](repeating: false, count: fragmentCount)
        }

        mutating func visit(_ start: Int, _ context: inout ValidationContext) {
            guard !isVisited[start] else { return }
            enter(start)
            while let (fragment, next) = path.last {
                guard next < context.fragmentUses[fragment].spreads.count else {
                    leave(fragment)
                    continue
                }
                path[path.count - 1].next += 1
                let spread = context.fragmentUses[fragment].spreads[next]
                guard let target = context.fragment(context.document.fragmentSpreads[Int(spread)].name) else {
                    continue
                }
                if positions[target] >= 0 {
                    report(spreads[positions[target]...] + [spread], &context)
                } else if !isVisited[target] {
                    spreads.append(spread)
                    enter(target)
                }
            }
        }

        private mutating func enter(_ fragment: Int) {
            isVisited[fragment] = true
            positions[fragment] = path.count
            path.append((fragment, 0))
        }

        private mutating func leave(_ fragment: Int) {
            positions[fragment] = -1
            path.removeLast()
            if !path.isEmpty { spreads.removeLast() }
            order.append(Int32(truncatingIfNeeded: fragment))
        }

        private mutating func report(_ cycle: ArraySlice<Int32>, _ context: inout ValidationContext) {
            hasCycles = true
            let spreads = context.document.fragmentSpreads
            let names = cycle.dropLast().prefix(20).map { "\"\(context.name(spreads[Int($0)].name))\"" }
            let target = cycle.last.map { context.name(spreads[Int($0)].name) } ?? ""
            let more = cycle.count - 1 > names.count ? " and \(cycle.count - 1 - names.count) more" : ""
            let via = names.isEmpty ? "" : " via \(names.joined(separator: ", "))\(more)"
            context.report(
                .noFragmentCycles, "Cannot spread fragment \"\(target)\" within itself\(via).",
                at: cycle.map { spreads[Int($0)].offset })
        }
    }
}
