/// A parsed document: a flat arena of nodes over its source bytes.
///
/// Nodes are small structs in arrays and refer to each other by index; the children of a node are neighbours.
/// So a document is freed by freeing a few arrays, however deep it nests, and can be shared between tasks.
/// A tree of indirect enums was the other way: it costs an allocation a node, and freeing a deep one
/// overflows the stack.
///
/// - SeeAlso: GraphQL Sep 2025 §2
public struct Document: Sendable {
    /// The UTF-8 text that was parsed.
    public let source: [UInt8]
    /// Where each interned name first stands in the source.
    public internal(set) var names: [NameSlice] = []
    /// The operations, in source order.
    public internal(set) var operations: [OperationDefinition] = []
    /// The fragments, in source order.
    public internal(set) var fragments: [FragmentDefinition] = []
    /// Type system definitions found among the operations; only validation looks at them.
    public internal(set) var typeSystemDefinitions: [TypeSystemDefinition] = []
    /// The selections; those of one selection set are neighbours.
    public internal(set) var selections: [Selection] = []
    /// The fields, each after the fields selected below it.
    public internal(set) var fields: [Field] = []
    /// The fragment spreads, in source order.
    public internal(set) var fragmentSpreads: [FragmentSpread] = []
    /// The inline fragments, each after those nested in it.
    public internal(set) var inlineFragments: [InlineFragment] = []
    /// The arguments; those of one field or directive are neighbours.
    public internal(set) var arguments: [Argument] = []
    /// The values; the items of one list are neighbours.
    public internal(set) var values: [Value] = []
    /// The fields of object values; those of one object are neighbours.
    public internal(set) var objectFields: [ObjectField] = []
    /// The directives; those of one location are neighbours.
    public internal(set) var directives: [Directive] = []
    /// The variable definitions; those of one operation are neighbours.
    public internal(set) var variableDefinitions: [VariableDefinition] = []

    /// Makes an empty document for the parser to fill.
    init(source: [UInt8]) {
        self.source = source
    }

    /// The line and column of a byte offset.
    ///
    /// - Complexity: O(offset); meant for errors only.
    public func location(ofOffset offset: Int32) -> SourceLocation {
        SourceLocation(ofOffset: Int(offset), in: source)
    }
}
