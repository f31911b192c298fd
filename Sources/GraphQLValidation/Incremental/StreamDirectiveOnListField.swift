import GraphQLLanguage
import GraphQLSchema

/// Only lists are streamed.
///
/// - SeeAlso: GraphQL incremental delivery, Stream Directives Are Used On List Fields
enum StreamDirectiveOnListField {
    static func check(_ node: Document.Field, _ field: FieldID, _ context: inout ValidationContext) {
        guard !context.schema.fields[field.index].type.isList else { return }
        for directive in context.document.directives[node.directives.range]
        where context.symbol(directive.name) == .stream {
            let coordinate = context.schema.fields[field.index].coordinate
            context.report(
                .streamDirectiveOnListField, "@stream cannot be used on \"\(coordinate)\", which is no list.",
                at: directive.offset)
        }
    }
}
