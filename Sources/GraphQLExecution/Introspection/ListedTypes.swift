import GraphQLSchema

/// The types and directives that introspection lists for one view of a schema, in their order.
///
/// The schema's own types come in source order, each followed by the built-in scalars that it is the first
/// to mention; the introspection types come last. Where the view hides fields, a type is listed only if the
/// caller can reach it, and an object or interface only if one of its fields is visible.
///
/// - SeeAlso: GraphQL Sep 2025 §4.2.1
struct ListedTypes: Sendable {
    /// The types in the order of the list.
    private(set) var types: [TypeID] = []
    /// Indices into `Schema.directives` in the order of the list: the schema's own, then the built-in ones.
    let directives: [Int]
    let view: SchemaView
    private var isListed: [Bool]

    private static let builtInDirectives = [
        "include", "skip", "deprecated", "specifiedBy", "oneOf", "defer", "stream",
    ]

    /// - Complexity: O(types + fields + arguments).
    init(_ schema: Schema, view: SchemaView) {
        self.view = view
        isListed = Array(repeating: false, count: schema.types.count)
        let names = Self.builtInDirectives
        directives =
            schema.directives.indices.filter { !names.contains(schema.directives[$0].name) }
            + names.compactMap { name in schema.directives.firstIndex { $0.name == name } }
        let reachable = view.isAll ? nil : ReachableTypes(schema, view)
        let (introspection, own) = (
            schema.types.filter(\.isIntrospection),
            schema.types.filter { !$0.isIntrospection && $0.builtInScalar == nil }
        )
        for type in own where reachable?.contains(type.id) ?? true { list(type, schema) }
        for index in directives {
            for input in schema.inputValues[schema.directives[index].arguments] {
                listScalar(input.type.named, schema)
            }
        }
        for type in introspection { list(type, schema) }
    }

    /// Whether the caller may know of a type.
    func contains(_ type: TypeID) -> Bool { isListed[type.index] }

    private mutating func list(_ type: TypeDefinition, _ schema: Schema) {
        add(type.id)
        for index in type.fields where view.isVisible(schema.fields[index].id) {
            listScalar(schema.fields[index].type.named, schema)
            listScalars(of: schema.fields[index].arguments, schema)
        }
        listScalars(of: type.inputFields, schema)
    }

    private mutating func listScalars(of inputs: Range<Int>, _ schema: Schema) {
        for index in inputs where view.isVisible(input: index) {
            listScalar(schema.inputValues[index].type.named, schema)
        }
    }

    private mutating func listScalar(_ type: TypeID, _ schema: Schema) {
        if schema[type].builtInScalar != nil { add(type) }
    }

    private mutating func add(_ type: TypeID) {
        guard !isListed[type.index] else { return }
        isListed[type.index] = true
        types.append(type)
    }
}
