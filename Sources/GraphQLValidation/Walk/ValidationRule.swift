/// The rules that a document must keep, named as graphql-js names them.
///
/// - SeeAlso: GraphQL Sep 2025 §5
public enum ValidationRule: String, Sendable, CaseIterable {
    case executableDefinitions = "ExecutableDefinitions"
    case knownOperationTypes = "KnownOperationTypes"
    case uniqueOperationNames = "UniqueOperationNames"
    case loneAnonymousOperation = "LoneAnonymousOperation"
    case singleFieldSubscriptions = "SingleFieldSubscriptions"
    case fieldsOnCorrectType = "FieldsOnCorrectType"
    case overlappingFieldsCanBeMerged = "OverlappingFieldsCanBeMerged"
    case scalarLeafs = "ScalarLeafs"
    case knownArgumentNames = "KnownArgumentNames"
    case uniqueArgumentNames = "UniqueArgumentNames"
    case providedRequiredArguments = "ProvidedRequiredArguments"
    case uniqueFragmentNames = "UniqueFragmentNames"
    case knownTypeNames = "KnownTypeNames"
    case fragmentsOnCompositeTypes = "FragmentsOnCompositeTypes"
    case noUnusedFragments = "NoUnusedFragments"
    case knownFragmentNames = "KnownFragmentNames"
    case noFragmentCycles = "NoFragmentCycles"
    case possibleFragmentSpreads = "PossibleFragmentSpreads"
    case valuesOfCorrectType = "ValuesOfCorrectType"
    case uniqueInputFieldNames = "UniqueInputFieldNames"
    case knownDirectives = "KnownDirectives"
    case uniqueDirectivesPerLocation = "UniqueDirectivesPerLocation"
    case uniqueVariableNames = "UniqueVariableNames"
    case variablesAreInputTypes = "VariablesAreInputTypes"
    case noUndefinedVariables = "NoUndefinedVariables"
    case noUnusedVariables = "NoUnusedVariables"
    case variablesInAllowedPosition = "VariablesInAllowedPosition"
    case deferStreamDirectiveLabel = "DeferStreamDirectiveLabel"
    case deferStreamDirectiveOnRootField = "DeferStreamDirectiveOnRootField"
    case deferStreamDirectiveOnValidOperations = "DeferStreamDirectiveOnValidOperations"
    case streamDirectiveOnListField = "StreamDirectiveOnListField"
    case maxIntrospectionDepth = "MaxIntrospectionDepth"
    case noDeprecated = "NoDeprecatedCustom"
    case noSchemaIntrospection = "NoSchemaIntrospectionCustom"

    /// Rules that no document has to keep: tools ask for them.
    public static let optional: Set<ValidationRule> = [
        .maxIntrospectionDepth, .noDeprecated, .noSchemaIntrospection,
    ]

    /// Every rule that a document has to keep.
    public static let specified = Set(allCases).subtracting(optional)
}
