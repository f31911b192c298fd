/// A parsed document of type system definitions.
///
/// Definitions are plain structs; the values, directives and names they mention are in the arena of
/// `document`, as are operations and fragments, which only a mixed document has.
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
    /// The extensions of directives, which give directives to a definition of a directive.
    public var directiveExtensions: [DirectiveExtension] { definitions.directiveExtensions }

    private let definitions: Definitions

    /// What the parser gathers.
    struct Definitions: Sendable {
        var schemas: [SchemaDefinition] = []
        var types: [TypeDefinition] = []
        var directives: [DirectiveDefinition] = []
        var directiveExtensions: [DirectiveExtension] = []
    }

    init(document: Document, definitions: Definitions) {
        self.document = document
        self.definitions = definitions
    }

    /// The text of a description.
    public func description(_ value: Document.Value?) -> String? {
        value.map(document.string)
    }
}
