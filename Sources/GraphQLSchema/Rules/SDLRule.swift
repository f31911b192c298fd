/// A rule for texts of type system definitions, each in a file of its own, named as graphql-js names it.
///
/// The rules need no built schema: they hold for texts that cannot be built, and for extensions of a schema.
///
/// - SeeAlso: GraphQL Sep 2025 §3
public enum SDLRule: String, CaseIterable, Sendable {
    case loneSchemaDefinition = "LoneSchemaDefinition"
    case uniqueOperationTypes = "UniqueOperationTypes"
    case uniqueTypeNames = "UniqueTypeNames"
    case uniqueEnumValueNames = "UniqueEnumValueNames"
    case uniqueFieldDefinitionNames = "UniqueFieldDefinitionNames"
    case uniqueArgumentDefinitionNames = "UniqueArgumentDefinitionNames"
    case uniqueDirectiveNames = "UniqueDirectiveNames"
    case knownTypeNames = "KnownTypeNames"
    case knownDirectives = "KnownDirectives"
    case uniqueDirectivesPerLocation = "UniqueDirectivesPerLocation"
    case possibleTypeExtensions = "PossibleTypeExtensions"
    case knownArgumentNamesOnDirectives = "KnownArgumentNamesOnDirectives"
    case uniqueArgumentNames = "UniqueArgumentNames"
    case uniqueInputFieldNames = "UniqueInputFieldNames"
    case providedRequiredArgumentsOnDirectives = "ProvidedRequiredArgumentsOnDirectives"

    /// Looks for what breaks the rule.
    func check(_ context: inout SDLContext) {
        switch self {
        case .loneSchemaDefinition: LoneSchemaDefinition.check(&context)
        case .uniqueOperationTypes: UniqueOperationTypes.check(&context)
        case .uniqueTypeNames: UniqueTypeNames.check(&context)
        case .uniqueEnumValueNames: UniqueEnumValueNames.check(&context)
        case .uniqueFieldDefinitionNames: UniqueFieldDefinitionNames.check(&context)
        case .uniqueArgumentDefinitionNames: UniqueArgumentDefinitionNames.check(&context)
        case .uniqueDirectiveNames: UniqueDirectiveNames.check(&context)
        case .knownTypeNames: KnownTypeNames.check(&context)
        case .knownDirectives: KnownDirectives.check(&context)
        case .uniqueDirectivesPerLocation: UniqueDirectivesPerLocation.check(&context)
        case .possibleTypeExtensions: PossibleTypeExtensions.check(&context)
        case .knownArgumentNamesOnDirectives: KnownArgumentNamesOnDirectives.check(&context)
        case .uniqueArgumentNames: UniqueArgumentNames.check(&context)
        case .uniqueInputFieldNames: UniqueInputFieldNames.check(&context)
        case .providedRequiredArgumentsOnDirectives: ProvidedRequiredArgumentsOnDirectives.check(&context)
        }
    }
}
