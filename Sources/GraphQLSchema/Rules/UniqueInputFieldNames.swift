import GraphQLLanguage

/// An object value gives each of its fields once.
///
/// - SeeAlso: GraphQL Sep 2025 §5.6.3
enum UniqueInputFieldNames {
    static func check(_ context: inout SDLContext) {
        for value in context.source.document.values where value.kind == .object {
            let fields = context.source.document.objectFields[value.children.range]
            context.reportRepeated(fields.map { ($0.name, $0.offset) }) { "The field \($0) is given twice." }
        }
    }
}
