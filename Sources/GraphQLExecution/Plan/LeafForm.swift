import GraphQLSchema

/// What the leaves of a field must be, whatever its function returns.
///
/// - SeeAlso: GraphQL Sep 2025 §3.5, §3.9, Result Coercion
enum LeafForm: Sendable {
    case int
    case float
    case string
    case boolean
    case id
    /// One of these names.
    case enumeration([String])
    /// A custom scalar: the host knows its form.
    case custom

    /// The form of a scalar or enum.
    init(_ type: TypeDefinition) {
        if type.kind == .enumeration {
            self = .enumeration(type.enumValues.map(\.name))
            return
        }
        switch type.builtInScalar {
        case .int: self = .int
        case .float: self = .float
        case .string: self = .string
        case .boolean: self = .boolean
        case .id: self = .id
        case nil: self = .custom
        }
    }
}
