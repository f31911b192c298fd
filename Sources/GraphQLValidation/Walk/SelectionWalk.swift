import GraphQLLanguage

/// A walk over selections, depth first in source order, that enters only what its caller asks it to.
///
/// Keeps its own stack, since fragments can be chained far deeper than a call stack is.
struct SelectionWalk {
    private var open: [(selections: IndexRange, next: Int, depth: Int)]

    /// Starts before the first selection of a set.
    init(_ selectionSet: IndexRange, depth: Int = 0) {
        open = [(selectionSet, selectionSet.startIndex, depth)]
    }

    /// The depth that the caller gave the set whose selection `next` returned last.
    var depth: Int { open.last?.depth ?? 0 }

    /// The number of sets that are open.
    var openCount: Int { open.count }

    /// The next selection; nil at the end.
    mutating func next(in document: Document) -> Document.Selection? {
        while let (selections, next, _) = open.last {
            if next < selections.endIndex {
                open[open.count - 1].next += 1
                return document.selections[next]
            }
            open.removeLast()
        }
        return nil
    }

    /// Goes on with a set before the rest of the current one.
    mutating func enter(_ selectionSet: IndexRange, depth: Int? = nil) {
        open.append((selectionSet, selectionSet.startIndex, depth ?? self.depth))
    }
}
