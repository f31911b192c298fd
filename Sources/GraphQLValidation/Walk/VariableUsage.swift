import GraphQLLanguage

/// Brings the variables of each operation together with their uses, fragments included.
///
/// The uses of a fragment are looked at once for each operation that reaches it, not once for each spread.
enum VariableUsage {
    static func check(_ context: inout ValidationContext) {
        var definitions = [Int32](repeating: -1, count: context.document.names.count)
        for (index, operation) in context.document.operations.enumerated() {
            if context.isFull { return }
            for variable in operation.variableDefinitions.reversed() {
                definitions[context.document.variableDefinitions[variable].name.index] =
                    Int32(truncatingIfNeeded: variable)
            }
            check(index, operation, definitions, &context)
            for variable in operation.variableDefinitions {
                definitions[context.document.variableDefinitions[variable].name.index] = -1
            }
        }
    }

    private static func check(
        _ index: Int, _ operation: Document.OperationDefinition, _ definitions: [Int32],
        _ context: inout ValidationContext
    ) {
        let variables = operation.variableDefinitions
        var isUsed = [Bool](repeating: false, count: variables.count)
        var uses = context.operationUses[index].variables
        for fragment in context.fragments(reachedFrom: index) {
            uses += context.fragmentUses[fragment].variables
        }
        for use in uses {
            if context.isFull { return }
            let definition = Int(definitions[use.name.index])
            if definition < 0 {
                NoUndefinedVariables.check(use, in: operation, &context)
            } else {
                isUsed[definition - variables.startIndex] = true
                VariablesInAllowedPosition.check(
                    use, context.document.variableDefinitions[definition], &context)
            }
        }
        for (position, variable) in variables.enumerated() where !isUsed[position] {
            let node = context.document.variableDefinitions[variable]
            // A second variable of a name cannot be used; that name has been reported.
            guard Int(definitions[node.name.index]) == variable else { continue }
            NoUnusedVariables.check(node, in: operation, &context)
        }
    }
}
