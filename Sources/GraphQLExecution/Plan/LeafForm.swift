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
    case enumeration(EnumNames)
    /// A custom scalar: the host knows its form.
    case custom

    /// The form of a scalar or enum.
    init(_ type: TypeDefinition, _ view: SchemaView) {
        if type.kind == .enumeration {
            self = .enumeration(EnumNames(type, view))
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

/// The names that values of an enum may have.
struct EnumNames: Sendable {
    /// Those that the caller may see.
    let visible: [[UInt8]]
    /// Those that the caller may not see.
    let hidden: [[UInt8]]

    init(_ type: TypeDefinition, _ view: SchemaView) {
        func names(areVisible: Bool) -> [[UInt8]] {
            type.enumValues.indices.filter { view.isVisible(EnumValueID(type.id, $0)) == areVisible }
                .map { Array(type.enumValues[$0].name.utf8) }
        }
        visible = names(areVisible: true)
        hidden = names(areVisible: false)
    }
}
