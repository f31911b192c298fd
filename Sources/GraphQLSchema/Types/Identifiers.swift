/// The number of a type of one schema: dense, from 0, in source order after the built-in types.
@frozen
public struct TypeID: Hashable, Sendable {
    /// The position of the type in `Schema.types`.
    public let rawValue: Int32

    /// Makes the number of the type at a position of `Schema.types`.
    @inlinable
    public init(rawValue: Int32) {
        self.rawValue = rawValue
    }

    /// The position as an array index.
    @inlinable
    public var index: Int { Int(rawValue) }
}

/// The number of a field of an object or interface type of one schema.
///
/// Dense over the whole schema, so that a set of fields is a bit set; those of introspection come first.
@frozen
public struct FieldID: Hashable, Sendable {
    /// The position of the field in `Schema.fields`.
    public let rawValue: Int32

    /// Makes the number of the field at a position of `Schema.fields`.
    @inlinable
    public init(rawValue: Int32) {
        self.rawValue = rawValue
    }

    /// The position as an array index.
    @inlinable
    public var index: Int { Int(rawValue) }

    /// The field `__typename: String!` that every composite type has.
    ///
    /// - SeeAlso: GraphQL Sep 2025 §4.1
    @inlinable
    public static var typename: FieldID { FieldID(rawValue: 0) }
}

/// The number of a name that a schema uses for a type, field, argument, enum value or directive.
///
/// A document's names are translated once each (`Schema.symbols(of:)`); all further look-ups compare
/// integers.
@frozen
public struct SymbolID: Hashable, Sendable {
    /// The position of the name in the schema's table.
    public let rawValue: Int32

    /// Makes the number of the name at a position of the schema's table.
    @inlinable
    public init(rawValue: Int32) {
        self.rawValue = rawValue
    }

    /// Stands for every name that the schema does not use.
    @inlinable
    public static var unknown: SymbolID { SymbolID(rawValue: -1) }
    /// The name `__typename`.
    @inlinable
    public static var typename: SymbolID { SymbolID(rawValue: 0) }
    /// The name `skip`.
    @inlinable
    public static var skip: SymbolID { SymbolID(rawValue: 1) }
    /// The name `include`.
    @inlinable
    public static var include: SymbolID { SymbolID(rawValue: 2) }
    /// The name `if`.
    @inlinable
    public static var `if`: SymbolID { SymbolID(rawValue: 3) }
    /// The name `defer`.
    @inlinable
    public static var `defer`: SymbolID { SymbolID(rawValue: 4) }
    /// The name `stream`.
    @inlinable
    public static var stream: SymbolID { SymbolID(rawValue: 5) }
    /// The name `label`.
    @inlinable
    public static var label: SymbolID { SymbolID(rawValue: 6) }
    /// The name `initialCount`.
    @inlinable
    public static var initialCount: SymbolID { SymbolID(rawValue: 7) }

    /// The names that have a fixed number, in that order.
    static let fixedNames = [
        "__typename", "skip", "include", "if", "defer", "stream", "label", "initialCount",
    ]
}
