import GraphQLLanguage

/// Variable uniqueness.
///
/// - SeeAlso: GraphQL Sep 2025 §5.8.1
enum UniqueVariableNames {
    static func check(_ operation: Document.OperationDefinition, _ context: inout ValidationContext) {
        guard operation.variableDefinitions.count > 1 else { return }
        context.marks.clear()
        let variables = context.document.variableDefinitions[operation.variableDefinitions.range]
        for variable in variables where !context.marks.insert(variable.name) && !context.isFull {
            let same = variables.filter { $0.name == variable.name }.map(\.offset)
            // Reported once a name, at the second place.
            guard same[1] == variable.offset else { continue }
            context.report(
                .uniqueVariableNames,
                "There can be only one variable named \"$\(context.name(variable.name))\".",
                at: same.map(context.document.variableNameOffset(ofVariableAt:)))
        }
    }
}
