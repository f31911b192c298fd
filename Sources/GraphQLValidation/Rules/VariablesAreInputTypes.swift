import GraphQLLanguage
import GraphQLSchema

/// Variables are input types.
///
/// - SeeAlso: GraphQL Sep 2025 §5.8.2
enum VariablesAreInputTypes {
    static func check(
        _ variable: Document.VariableDefinition, _ type: TypeID, _ context: inout ValidationContext
    ) {
        guard !context.kind(type).isInput else { return }
        context.report(
            .variablesAreInputTypes,
            "Variable \"$\(context.name(variable.name))\" cannot be non-input type "
                + "\"\(variable.type.wrapping.description(around: context.name(type)))\".",
            at: variable.type.offset)
    }
}
