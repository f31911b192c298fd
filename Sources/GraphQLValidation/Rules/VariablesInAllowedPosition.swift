import GraphQLLanguage
import GraphQLSchema

/// All variable usages are allowed.
///
/// IsVariableUsageAllowed(variableDefinition, variableUsage). A variable for a OneOf field must be non-null,
/// however the OneOf object itself is wrapped.
///
/// - SeeAlso: GraphQL Sep 2025 §5.8.5
enum VariablesInAllowedPosition {
    static func check(
        _ use: DefinitionUses.Variable, _ variable: Document.VariableDefinition,
        _ context: inout ValidationContext
    ) {
        guard let expected = use.type, let named = context.schema.type(context.symbol(variable.type.name))
        else { return }
        let type = FieldType(named: named, wrapping: variable.type.wrapping)
        let isAllowed = isAllowed(type, at: expected, use, variable, context)
        let oneOf = type.isNonNull ? nil : use.oneOf
        if isAllowed, oneOf == nil { return }
        let name = context.name(variable.name)
        let typeText = context.schema.description(of: type)
        if !isAllowed {
            context.report(
                .variablesInAllowedPosition,
                "Variable \"$\(name)\" of type \"\(typeText)\" used in position expecting type "
                    + "\"\(context.schema.description(of: expected))\".",
                at: variable.offset, use.offset)
        }
        if let oneOf {
            context.report(
                .variablesInAllowedPosition,
                "Variable \"$\(name)\" is of type \"\(typeText)\" but must be non-nullable to be used for "
                    + "OneOf input object \"\(context.name(oneOf))\".",
                at: variable.offset, use.offset)
        }
    }

    private static func isAllowed(
        _ type: FieldType, at expected: FieldType, _ use: DefinitionUses.Variable,
        _ variable: Document.VariableDefinition, _ context: ValidationContext
    ) -> Bool {
        if expected.isNonNull, !type.isNonNull {
            let hasValue =
                variable.defaultValue.map { context.document.values[Int($0)].kind != .null } ?? false
            return (hasValue || use.hasDefault) && areCompatible(type, expected.nullable)
        }
        return areCompatible(type, expected)
    }

    /// AreTypesCompatible(variableType, locationType)
    private static func areCompatible(_ type: FieldType, _ expected: FieldType) -> Bool {
        if expected.isNonNull { return type.isNonNull && areCompatible(type.nullable, expected.nullable) }
        if type.isNonNull { return areCompatible(type.nullable, expected) }
        if expected.isList { return type.isList && areCompatible(type.item, expected.item) }
        return !type.isList && type.named == expected.named
    }
}
