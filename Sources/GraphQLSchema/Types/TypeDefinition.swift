/// The six kinds of named types.
///
/// - SeeAlso: GraphQL Sep 2025 §3.4
@frozen
public enum TypeKind: UInt8, Sendable {
    case scalar
    case object
    case interface
    case union
    case enumeration
    case inputObject

    /// Whether values of the type have no selection set.
    @inlinable
    public var isLeaf: Bool { self == .scalar || self == .enumeration }

    /// Whether a selection set can be written on the type.
    @inlinable
    public var isComposite: Bool { self == .object || self == .interface || self == .union }

    /// Whether values of the type have one of several object types.
    @inlinable
    public var isAbstract: Bool { self == .interface || self == .union }

    /// Whether arguments and variables may have the type.
    @inlinable
    public var isInput: Bool { isLeaf || self == .inputObject }

    /// Whether fields may have the type.
    @inlinable
    public var isOutput: Bool { self != .inputObject }
}

/// The five scalars that every schema has.
///
/// - SeeAlso: GraphQL Sep 2025 §3.5
@frozen
public enum BuiltInScalar: UInt8, Sendable, CaseIterable {
    case int
    case float
    case string
    case boolean
    case id

    /// The name of the scalar's type.
    public var name: String {
        switch self {
        case .int: "Int"
        case .float: "Float"
        case .string: "String"
        case .boolean: "Boolean"
        case .id: "ID"
        }
    }

    /// What the scalar holds, in one sentence.
    var description: String {
        switch self {
        case .int: "A whole number of 32 bits."
        case .float: "A finite number of double precision, IEEE 754."
        case .string: "Text in Unicode."
        case .boolean: "`true` or `false`."
        case .id: "An identifier: opaque text, which may be given as a whole number too."
        }
    }

    /// The type's number, the same in every schema.
    @inlinable
    public var typeID: TypeID { TypeID(rawValue: Int32(rawValue)) }
}

/// A named type of a schema.
///
/// - SeeAlso: GraphQL Sep 2025 §3.4
public struct TypeDefinition: Sendable {
    /// The number of the type.
    public let id: TypeID
    /// The name of the type.
    public let name: String
    /// The number of the name.
    public let symbol: SymbolID
    /// What kind of type it is.
    public let kind: TypeKind
    /// The description in the schema text.
    public let description: String?
    /// The scalar this is, when it is a built-in one.
    public let builtInScalar: BuiltInScalar?
    /// Indices into `Schema.fields` for an object or interface, in source order; `__typename` is not among
    /// them.
    public internal(set) var fields: Range<Int> = 0..<0
    /// Indices into `Schema.inputValues` for an input object, in source order.
    public internal(set) var inputFields: Range<Int> = 0..<0
    /// The values of an enum, in source order.
    public internal(set) var enumValues: [EnumValueDefinition] = []
    /// The interfaces that an object or interface declares, in source order.
    public internal(set) var interfaces: [TypeID] = []
    /// The member types of a union, in source order.
    public internal(set) var members: [TypeID] = []
    /// The object types that a value may have: itself, the members, or the implementing objects.
    public internal(set) var possibleTypes = TypeSet()
    /// The URL of `@specifiedBy` on a scalar.
    public internal(set) var specifiedByURL: String?
    /// Whether `@oneOf` stands on an input object.
    public internal(set) var isOneOf = false
    /// The directives applied to the type, built-in ones included.
    public internal(set) var directives: [AppliedDirective] = []
}

/// One value of an enum.
///
/// - SeeAlso: GraphQL Sep 2025 §3.9
public struct EnumValueDefinition: Sendable {
    /// The name of the value.
    public let name: String
    /// The number of the name.
    public let symbol: SymbolID
    /// The description in the schema text.
    public let description: String?
    /// The reason of `@deprecated`; nil when the value is not deprecated.
    public internal(set) var deprecationReason: String?
    /// The directives applied to the value.
    public internal(set) var directives: [AppliedDirective]
}
