/// A directive that documents or schemas may use.
///
/// - SeeAlso: GraphQL Sep 2025 §3.13
public struct DirectiveDefinition: Sendable {
    /// The name of the directive, without the `@`.
    public let name: String
    /// The number of the name.
    public let symbol: SymbolID
    /// Indices into `Schema.inputValues`, in source order.
    public internal(set) var arguments: Range<Int>
    /// Where the directive may stand.
    public let locations: DirectiveLocations
    /// The names of those places in source order.
    public let locationNames: [String]
    /// Whether it may stand more than once at one place.
    public let isRepeatable: Bool
    /// The description in the schema text.
    public let description: String?
    /// The reason of `@deprecated`; nil when the directive is not deprecated.
    public internal(set) var deprecationReason: String?
    /// The directives applied to the definition.
    public internal(set) var directives: [AppliedDirective] = []

    /// The schema coordinate, `@name`.
    public var coordinate: String { "@\(name)" }
}

/// A set of places where a directive may stand.
///
/// - SeeAlso: GraphQL Sep 2025 §3.13
@frozen
public struct DirectiveLocations: OptionSet, Sendable, Hashable {
    /// One bit a location, in the order of the grammar.
    public let rawValue: UInt32

    /// Makes a set from its bits.
    @inlinable
    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    public static let query = DirectiveLocations(rawValue: 1 << 0)
    public static let mutation = DirectiveLocations(rawValue: 1 << 1)
    public static let subscription = DirectiveLocations(rawValue: 1 << 2)
    public static let field = DirectiveLocations(rawValue: 1 << 3)
    public static let fragmentDefinition = DirectiveLocations(rawValue: 1 << 4)
    public static let fragmentSpread = DirectiveLocations(rawValue: 1 << 5)
    public static let inlineFragment = DirectiveLocations(rawValue: 1 << 6)
    public static let variableDefinition = DirectiveLocations(rawValue: 1 << 7)
    /// Of a proposal: nothing can stand there yet.
    public static let fragmentVariableDefinition = DirectiveLocations(rawValue: 1 << 8)
    public static let schema = DirectiveLocations(rawValue: 1 << 9)
    public static let scalar = DirectiveLocations(rawValue: 1 << 10)
    public static let object = DirectiveLocations(rawValue: 1 << 11)
    public static let fieldDefinition = DirectiveLocations(rawValue: 1 << 12)
    public static let argumentDefinition = DirectiveLocations(rawValue: 1 << 13)
    public static let interface = DirectiveLocations(rawValue: 1 << 14)
    public static let union = DirectiveLocations(rawValue: 1 << 15)
    public static let enumeration = DirectiveLocations(rawValue: 1 << 16)
    public static let enumValue = DirectiveLocations(rawValue: 1 << 17)
    public static let inputObject = DirectiveLocations(rawValue: 1 << 18)
    public static let inputFieldDefinition = DirectiveLocations(rawValue: 1 << 19)
    /// Of the edition after September 2025.
    public static let directiveDefinition = DirectiveLocations(rawValue: 1 << 20)

    /// The names of the locations in the order of their bits.
    static let names = [
        "QUERY", "MUTATION", "SUBSCRIPTION", "FIELD", "FRAGMENT_DEFINITION", "FRAGMENT_SPREAD",
        "INLINE_FRAGMENT", "VARIABLE_DEFINITION", "FRAGMENT_VARIABLE_DEFINITION", "SCHEMA", "SCALAR",
        "OBJECT", "FIELD_DEFINITION", "ARGUMENT_DEFINITION", "INTERFACE", "UNION", "ENUM", "ENUM_VALUE",
        "INPUT_OBJECT", "INPUT_FIELD_DEFINITION", "DIRECTIVE_DEFINITION",
    ]

    /// Finds the location of a name as schemas write it, such as `FIELD_DEFINITION`.
    public init?(name: String) {
        guard let bit = DirectiveLocations.names.firstIndex(of: name) else { return nil }
        self.init(rawValue: 1 << UInt32(bit))
    }

    /// The names of the locations in the set, as schemas write them.
    public var names: [String] {
        DirectiveLocations.names.indices.filter { rawValue & (1 << UInt32($0)) != 0 }
            .map { DirectiveLocations.names[$0] }
    }
}
