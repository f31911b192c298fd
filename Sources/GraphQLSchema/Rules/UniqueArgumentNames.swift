import GraphQLLanguage

/// A directive or field is given each argument once.
///
/// - SeeAlso: GraphQL Sep 2025 §5.4.2
enum UniqueArgumentNames {
    static func check(_ context: inout SDLContext) {
        let document = context.source.document
        for range in document.directives.map(\.arguments) + document.fields.map(\.arguments) {
            let arguments = document.arguments[range.range]
            for (name, nodes) in Dictionary(grouping: arguments, by: \.name) where nodes.count > 1 {
                context.report(
                    "The argument \(context.name(name)) is given twice.", at: nodes.map(\.offset))
            }
        }
    }
}
