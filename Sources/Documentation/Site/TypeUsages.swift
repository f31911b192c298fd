import GraphQLSchema

/// Where types are used, as far as a caller may see it.
struct TypeUsages: Sendable {
    /// Coordinates of fields that give a type, by its number.
    private(set) var givenBy: [TypeID: [String]] = [:]
    /// Coordinates of arguments and input fields that take a type, by its number.
    private(set) var takenBy: [TypeID: [String]] = [:]

    /// - Complexity: O(fields and arguments of the schema).
    init(_ schema: Schema, _ view: SchemaView) {
        for type in schema.types where !type.isIntrospection && view.isVisible(type.id) {
            for field in schema.fields[type.fields] where view.isVisible(field.id) {
                givenBy[field.type.named, default: []].append(field.coordinate)
                note(schema.inputs(field.arguments, in: view))
            }
            note(schema.inputs(type.inputFields, in: view))
        }
    }

    private mutating func note(_ inputs: [InputValueDefinition]) {
        for input in inputs { takenBy[input.type.named, default: []].append(input.coordinate) }
    }
}
