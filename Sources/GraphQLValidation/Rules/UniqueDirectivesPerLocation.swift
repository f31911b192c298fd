import GraphQLLanguage
import GraphQLSchema

/// Directives are unique per location.
///
/// The number of directives at one place is limited here as well: repeatable ones have no other bound.
///
/// - SeeAlso: GraphQL Sep 2025 §5.7.3
enum UniqueDirectivesPerLocation {
    static func check(_ directives: IndexRange, _ context: inout ValidationContext) {
        if directives.count > context.limits.directivesPerLocationMax {
            context.report(
                .directivesPerLocation,
                "There are more than \(context.limits.directivesPerLocationMax) directives at one place.",
                at: context.document.directives[directives.startIndex].offset)
        }
        guard directives.count > 1 else { return }
        context.marks.clear()
        let nodes = context.document.directives[directives.range]
        for node in nodes where !context.marks.insert(node.name) {
            if context.schema.directive(context.symbol(node.name))?.isRepeatable ?? true { continue }
            let first = nodes.first { $0.name == node.name } ?? node
            context.report(
                .uniqueDirectivesPerLocation,
                "The directive \"@\(context.name(node.name))\" can only be used once at this location.",
                at: first.offset, node.offset)
        }
    }
}
