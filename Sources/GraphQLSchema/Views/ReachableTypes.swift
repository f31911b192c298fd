/// The types that a caller can come upon through what its view shows.
///
/// Starts at the roots and at the arguments of directives; built-in scalars and the types of introspection
/// are always there.
public struct ReachableTypes: Sendable {
    private let schema: Schema
    private let view: SchemaView
    /// By `TypeID`.
    private var types: [Bool]
    private var pending: [TypeID] = []

    /// - Complexity: O(types + fields + arguments).
    public init(_ schema: Schema, _ view: SchemaView) {
        self.schema = schema
        self.view = view
        types = schema.types.map { $0.builtInScalar != nil || $0.isIntrospection }
        for root in [schema.queryType, schema.mutationType, schema.subscriptionType] {
            if let root { visit(root) }
        }
        for directive in schema.directives {
            for input in schema.inputValues[directive.arguments] { visit(input.type.named) }
        }
        while let next = pending.popLast() { follow(schema[next]) }
        // A union of which no member is left has nothing to show.
        for type in schema.types where type.kind == .union {
            if !type.members.contains(where: { types[$0.index] }) { types[type.id.index] = false }
        }
    }

    /// Whether the caller can come upon a type.
    public func contains(_ type: TypeID) -> Bool { types[type.index] }

    private mutating func visit(_ type: TypeID) {
        let definition = schema[type]
        let hasFields = definition.kind == .object || definition.kind == .interface
        guard !types[type.index], !hasFields || definition.fields.contains(where: isVisible) else { return }
        types[type.index] = true
        pending.append(type)
    }

    private func isVisible(_ field: Int) -> Bool { view.isVisible(schema.fields[field].id) }

    private mutating func follow(_ type: TypeDefinition) {
        for index in type.fields where isVisible(index) {
            visit(schema.fields[index].type.named)
            visit(inputs: schema.fields[index].arguments)
        }
        visit(inputs: type.inputFields)
        for interface in type.interfaces { visit(interface) }
        for possible in type.possibleTypes.types { visit(possible) }
    }

    private mutating func visit(inputs: Range<Int>) {
        for index in inputs where view.isVisible(input: index) { visit(schema.inputValues[index].type.named) }
    }
}
