public import GraphQLLanguage

/// The type of a field, argument or variable: a named type and what wraps it.
///
/// - SeeAlso: GraphQL Sep 2025 §3.4.1
@frozen
public struct FieldType: Hashable, Sendable {
    /// The type at the bottom of all lists and non-nulls.
    public let named: TypeID
    /// The lists and non-nulls around it.
    public let wrapping: TypeWrapping

    /// Makes a type from a named type and its wrapping.
    @inlinable
    public init(named: TypeID, wrapping: TypeWrapping = .none) {
        self.named = named
        self.wrapping = wrapping
    }

    /// Whether the outermost type is non-null.
    @inlinable
    public var isNonNull: Bool { wrapping.isNonNull }

    /// Whether the outermost type, its non-null aside, is a list.
    @inlinable
    public var isList: Bool { wrapping.isList }

    /// The same type, nullable.
    @inlinable
    public var nullable: FieldType { FieldType(named: named, wrapping: wrapping.nullable) }

    /// The same type, non-null.
    @inlinable
    public var nonNull: FieldType { FieldType(named: named, wrapping: wrapping.nonNull) }

    /// The type of the items; call it on lists only.
    @inlinable
    public var item: FieldType { FieldType(named: named, wrapping: wrapping.item) }
}
