import GraphQLLanguage

/// All variable uses defined.
///
/// - SeeAlso: GraphQL Sep 2025 §5.8.3
enum NoUndefinedVariables {
    static func check(
        _ use: DefinitionUses.Variable, in operation: Document.OperationDefinition,
        _ context: inout ValidationContext
    ) {
        let place = operation.name.map { " by operation \"\(context.name($0))\"" } ?? ""
        context.report(
            .noUndefinedVariables, "Variable \"$\(context.name(use.name))\" is not defined\(place).",
            at: use.offset,
            operation.offset)
    }
}
