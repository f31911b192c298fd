extension SchemaDocument {
    /// A `schema` definition or extension.
    ///
    /// - SeeAlso: GraphQL Sep 2025 §3.3
    public struct SchemaDefinition: Sendable {
        /// The description, if there is one.
        public let description: Document.Value?
        /// Indices into `Document.directives`.
        public let directives: IndexRange
        /// The root types in source order.
        public let rootTypes: [RootType]
        /// Whether this is an `extend schema`.
        public let isExtension: Bool
        /// Where the definition starts, its description included.
        public let offset: Int32
    }

    /// One entry of a `schema` definition, such as `query: Query`.
    public struct RootType: Sendable {
        /// The kind of operation.
        public let kind: Document.OperationKind
        /// The type that it starts from.
        public let type: NamedType
        /// Where the entry starts.
        public let offset: Int32
    }

    /// A type mentioned by name alone.
    public struct NamedType: Sendable {
        /// The name of the type.
        public let name: NameID
        /// Where the name stands.
        public let offset: Int32
    }

    /// The kinds of type definitions.
    public enum Kind: Sendable {
        case scalar
        case object
        case interface
        case union
        case enumeration
        case inputObject
    }

    /// The definition or extension of one type.
    ///
    /// - SeeAlso: GraphQL Sep 2025 §3.4
    public struct TypeDefinition: Sendable {
        /// What kind of type it is.
        public let kind: Kind
        /// The name of the type.
        public let name: NameID
        /// Where the name stands.
        public let nameOffset: Int32
        /// The description, if there is one.
        public let description: Document.Value?
        /// Whether this is an `extend …`.
        public let isExtension: Bool
        /// Where the definition starts, its description included.
        public let offset: Int32
        /// The interfaces after `implements`.
        public internal(set) var interfaces: [NamedType] = []
        /// Indices into `Document.directives`.
        public internal(set) var directives: IndexRange = .empty
        /// The fields of an object or interface.
        public internal(set) var fields: [FieldDefinition] = []
        /// The fields of an input object.
        public internal(set) var inputFields: [InputValueDefinition] = []
        /// The values of an enum.
        public internal(set) var enumValues: [EnumValueDefinition] = []
        /// The members of a union.
        public internal(set) var members: [NamedType] = []
    }

    /// The definition of a field.
    public struct FieldDefinition: Sendable {
        /// The description, if there is one.
        public let description: Document.Value?
        /// The name of the field.
        public let name: NameID
        /// The arguments in source order.
        public let arguments: [InputValueDefinition]
        /// The type of the field's value.
        public let type: Document.TypeReference
        /// Indices into `Document.directives`.
        public let directives: IndexRange
        /// Where the name stands.
        public let offset: Int32

        /// Where the definition starts, its description included.
        public var start: Int32 { description?.offset ?? offset }
    }

    /// The definition of an argument or input field.
    public struct InputValueDefinition: Sendable {
        /// The description, if there is one.
        public let description: Document.Value?
        /// The name of the argument or input field.
        public let name: NameID
        /// The type that values must have.
        public let type: Document.TypeReference
        /// An index into `Document.values`; nil without a default value.
        public let defaultValue: Int32?
        /// Indices into `Document.directives`.
        public let directives: IndexRange
        /// Where the name stands.
        public let offset: Int32

        /// Where the definition starts, its description included.
        public var start: Int32 { description?.offset ?? offset }
    }

    /// The definition of a value of an enum.
    public struct EnumValueDefinition: Sendable {
        /// The description, if there is one.
        public let description: Document.Value?
        /// The name of the value.
        public let name: NameID
        /// Indices into `Document.directives`.
        public let directives: IndexRange
        /// Where the name stands.
        public let offset: Int32

        /// Where the definition starts, its description included.
        public var start: Int32 { description?.offset ?? offset }
    }

    /// The definition of a directive.
    ///
    /// - SeeAlso: GraphQL Sep 2025 §3.13
    public struct DirectiveDefinition: Sendable {
        /// The description, if there is one.
        public let description: Document.Value?
        /// The name, without the `@`.
        public let name: NameID
        /// The arguments in source order.
        public let arguments: [InputValueDefinition]
        /// The directives on the definition itself: indices into `Document.directives`.
        public let directives: IndexRange
        /// Whether it may stand more than once at one place.
        public let isRepeatable: Bool
        /// The names of the locations it may stand at; the parser knows each of them.
        public let locations: [NamedType]
        /// Where the name stands.
        public let offset: Int32
        /// Where the definition starts, its description included.
        public let start: Int32
    }

    /// An `extend directive @name @other`, which gives directives to the definition of a directive.
    ///
    /// Of the edition after September 2025, as are directives on directive definitions.
    public struct DirectiveExtension: Sendable {
        /// The name of the extended directive, without the `@`.
        public let name: NameID
        /// Where the name stands.
        public let nameOffset: Int32
        /// The added directives: indices into `Document.directives`.
        public let directives: IndexRange
        /// Where the extension starts.
        public let offset: Int32
    }
}
