/// A field of an object or interface type.
///
/// - SeeAlso: GraphQL Sep 2025 §3.6
public struct FieldDefinition: Sendable {
    /// The number of the field.
    public let id: FieldID
    /// The name of the field.
    public let name: String
    /// The number of the name.
    public let symbol: SymbolID
    /// The type that has the field; for `__typename` it has no meaning.
    public let parent: TypeID
    /// The type of the field's value.
    public let type: FieldType
    /// Indices into `Schema.inputValues`, in source order.
    public let arguments: Range<Int>
    /// The description in the schema text.
    public let description: String?
    /// The reason of `@deprecated`; nil when the field is not deprecated.
    public internal(set) var deprecationReason: String?
    /// The directives applied to the field, such as `@listSize`.
    public internal(set) var directives: [AppliedDirective]
    /// The schema coordinate, `Type.field`.
    public let coordinate: String
}

/// An argument of a field or directive, or a field of an input object.
///
/// - SeeAlso: GraphQL Sep 2025 §3.6.1
public struct InputValueDefinition: Sendable {
    /// The name of the argument or input field.
    public let name: String
    /// The number of the name.
    public let symbol: SymbolID
    /// The type that values must have.
    public let type: FieldType
    /// The default value, coerced to the type; nil without one.
    public internal(set) var defaultValue: InputValue?
    /// The default value as a literal in canonical form, as introspection and `Schema.printed` show it; nil
    /// without one.
    public let defaultText: String?
    /// The same with the fields of objects sorted, to tell whether two defaults differ.
    let defaultKey: String?
    /// The description in the schema text.
    public let description: String?
    /// The reason of `@deprecated`; nil when it is not deprecated.
    public internal(set) var deprecationReason: String?
    /// The directives applied to it.
    public internal(set) var directives: [AppliedDirective]
    /// The schema coordinate: `Type.field(name:)`, `@directive(name:)` or `Input.name`.
    public let coordinate: String

    /// Whether a value must be given: the type is non-null and there is no default.
    @inlinable
    public var isRequired: Bool { type.isNonNull && defaultValue == nil }
}

/// A directive as applied in a schema, such as `@listSize(assumed: 10)`.
///
/// - SeeAlso: GraphQL Sep 2025 §3.13
public struct AppliedDirective: Sendable, Equatable {
    /// The name of the directive, without the `@`.
    public let name: String
    /// The values of all its arguments, coerced, defaults included, in the order of the definition.
    public let arguments: [InputValue.Field]

    /// The value of an argument; nil when it has none.
    public func argument(_ name: String) -> InputValue? {
        arguments.first { $0.name == name }?.value
    }
}
