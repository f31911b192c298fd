/// The limits that validation enforces, by the names that configuration gives them.
public enum ValidationLimit: String, Sendable, CaseIterable {
    case depth = "maxDepth"
    case aliases = "maxAliases"
    case rootFields = "maxRootFields"
    case mutations = "maxMutations"
    case directives = "maxDirectives"
    case directivesPerLocation = "maxDirectivesPerLocation"
    case expandedFields = "maxExpandedFields"
    case fragments = "maxFragments"
    case operations = "maxOperations"
    case variables = "maxVariables"
    case fieldComparisons = "maxFieldComparisons"
    case introspection = "maxIntrospectionDepth"

    /// The value of `extensions.code` when the limit is exceeded.
    public var code: String {
        switch self {
        case .depth: "DEPTH_LIMIT"
        case .aliases: "ALIAS_LIMIT"
        case .rootFields: "ROOT_FIELD_LIMIT"
        case .mutations: "MUTATION_LIMIT"
        case .directives, .directivesPerLocation: "DIRECTIVE_LIMIT"
        case .expandedFields: "FIELD_LIMIT"
        case .fragments: "FRAGMENT_LIMIT"
        case .operations: "OPERATION_LIMIT"
        case .variables: "VARIABLE_LIMIT"
        case .fieldComparisons: "COMPARISON_LIMIT"
        case .introspection: "INTROSPECTION_LIMIT"
        }
    }
}
