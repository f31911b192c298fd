import GraphQLLanguage
import GraphQLSchema

/// Nothing deprecated is used: for tools that look over the documents of a client.
enum NoDeprecated {
    static func check(_ node: Document.Field, _ field: FieldID, _ context: inout ValidationContext) {
        let definition = context.schema.fields[field.index]
        guard let reason = definition.deprecationReason else { return }
        context.report(
            .noDeprecated, "The field \"\(definition.coordinate)\" is deprecated. \(reason)", at: node.offset)
    }

    /// Checks an argument or input field, by its index into `Schema.inputValues`.
    static func check(inputValue: Int, at offset: Int32, _ context: inout ValidationContext) {
        let definition = context.schema.inputValues[inputValue]
        guard let reason = definition.deprecationReason else { return }
        context.report(
            .noDeprecated, "The input \"\(definition.coordinate)\" is deprecated. \(reason)", at: offset)
    }

    static func check(
        enumValue value: Document.Value, of type: TypeDefinition, _ context: inout ValidationContext
    ) {
        guard value.kind == .enumeration,
            let definition = type.enumValues.first(where: { $0.symbol == context.symbol(value.name) }),
            let reason = definition.deprecationReason
        else { return }
        context.report(
            .noDeprecated, "The enum value \"\(type.name).\(definition.name)\" is deprecated. \(reason)",
            at: value.offset)
    }
}
