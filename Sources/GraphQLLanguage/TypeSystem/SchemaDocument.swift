/// A parsed document of type system definitions.
///
/// Definitions are plain structs; the values, directives and names they mention are in the arena of
/// `document`.
///
/// - SeeAlso: GraphQL Sep 2025 §3
public struct SchemaDocument: Sendable {
    /// The arena that indices and names of the definitions point into.
    public let document: Document
    /// The `schema` definitions and extensions.
    public var schemas: [SchemaDefinition] { definitions.schemas }
    /// The definitions and extensions of types.
    public var types: [TypeDefinition] { definitions.types }
    /// The definitions of directives.
    public var directives: [DirectiveDefinition] { definitions.directives }

    private let definitions: Definitions

    /// What the parser gathers.
    struct Definitions: Sendable {
        var schemas: [SchemaDefinition] = []
        var types: [TypeDefinition] = []
        var directives: [DirectiveDefinition] = []
    }

    init(document: Document, definitions: Definitions) {
        self.document = document
        self.definitions = definitions
    }

    /// The text of a description.
    public func description(_ value: Document.Value?) -> String? {
        value.map(document.string)
    }

    /// A `schema` definition or extension.
    public struct SchemaDefinition: Sendable {
        /// The description, if there is one.
        public let description: Document.Value?
        /// Indices into `Document.directives`.
        public let directives: IndexRange
        /// The root types in source order.
        public let rootTypes: [RootType]
        /// Whether this is an `extend schema`.
        public let isExtension: Bool
        /// Where the definition starts.
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
        /// Where the definition starts.
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
    }

    /// The definition of a directive.
    public struct DirectiveDefinition: Sendable {
        /// The description, if there is one.
        public let description: Document.Value?
        /// The name, without the `@`.
        public let name: NameID
        /// The arguments in source order.
        public let arguments: [InputValueDefinition]
        /// Whether it may stand more than once at one place.
        public let isRepeatable: Bool
        /// The names of the locations it may stand at.
        public let locations: [NamedType]
        /// Where the name stands.
        public let offset: Int32
    }
}
