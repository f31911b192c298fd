import GraphQLLanguage
import GraphQLSchema

/// The schema is not asked about: for servers that publish it elsewhere.
enum NoSchemaIntrospection {
    static func check(_ node: Document.Field, _ field: FieldID, _ context: inout ValidationContext) {
        let definition = context.schema.fields[field.index]
        guard context.name(definition.type.named).hasPrefix("__") else { return }
        context.report(
            .noSchemaIntrospection, "Introspection is off, but \"\(definition.coordinate)\" is asked for.",
            at: node.offset)
    }
}
