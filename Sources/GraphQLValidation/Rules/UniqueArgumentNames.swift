import GraphQLLanguage

/// Argument uniqueness.
///
/// - SeeAlso: GraphQL Sep 2025 §5.4.2
enum UniqueArgumentNames {
    static func check(_ arguments: IndexRange, _ context: inout ValidationContext) {
        guard arguments.count > 1 else { return }
        context.marks.clear()
        let nodes = context.document.arguments[arguments.range]
        for node in nodes where !context.marks.insert(node.name) && !context.isFull {
            let same = nodes.filter { $0.name == node.name }.map(\.offset)
            // Reported once a name, at the second place.
            guard same[1] == node.offset else { continue }
            context.report(
                .uniqueArgumentNames,
                "There can be only one argument named \"\(context.name(node.name))\".", at: same)
        }
    }
}
