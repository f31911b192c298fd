import GraphQLLanguage

/// All variables used.
///
/// - SeeAlso: GraphQL Sep 2025 §5.8.4
enum NoUnusedVariables {
    static func check(
        _ variable: Document.VariableDefinition, in operation: Document.OperationDefinition,
        _ context: inout ValidationContext
    ) {
        let place = operation.name.map { " in operation \"\(context.name($0))\"" } ?? ""
        context.report(
            .noUnusedVariables, "Variable \"$\(context.name(variable.name))\" is never used\(place).",
            at: variable.offset)
    }
}
