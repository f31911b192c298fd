import GraphQLSchema

/// A place that takes a value: an argument of a field, or an input field within one.
struct InputPlace: Sendable {
    let field: FieldDefinition
    let argument: InputValueDefinition
    /// The input fields from the argument down to the one that takes the value.
    var inner: [InputValueDefinition] = []

    private static let depthMax = 5

    /// What takes the value.
    var last: InputValueDefinition { inner.last ?? argument }

    /// What lies around it: argument and input fields.
    var around: [InputValueDefinition] { Array(([argument] + inner).dropLast()) }

    /// The coordinates from the field down.
    var name: String { ([argument.coordinate] + inner.map(\.name)).joined(separator: ".") }

    /// All places of a field.
    static func all(of field: FieldDefinition, _ schema: Schema) -> [InputPlace] {
        field.arguments.map { schema.inputValues[$0] }.flatMap { argument in
            all(from: InputPlace(field: field, argument: argument), schema)
        }
    }

    /// All places of a schema that take an ID.
    static func ids(in schema: Schema) -> [InputPlace] {
        schema.fields.filter { !$0.id.isIntrospection && !schema[$0.parent].isIntrospection }
            .flatMap { all(of: $0, schema) }
            .filter { $0.last.type.named == BuiltInScalar.id.typeID }
    }

    private static func all(from place: InputPlace, _ schema: Schema) -> [InputPlace] {
        let type = schema[place.last.type.named]
        guard type.kind == .inputObject, place.inner.count < depthMax else { return [place] }
        return [place]
            + type.inputFields.flatMap { index -> [InputPlace] in
                var deeper = place
                deeper.inner.append(schema.inputValues[index])
                return all(from: deeper, schema)
            }
    }

    /// The field with a value at the place, and good values wherever others are required; nil where none are
    /// known.
    func call(_ value: String, _ samples: SampleArguments) -> String? {
        let owner = samples.stem(of: field)
        let arguments = field.arguments.map { samples.schema.inputValues[$0] }
        let parts = parts(arguments, [argument] + inner, value, samples, owner, 0)
        return parts.map { "\(field.name)(\($0))" }
    }

    /// `name: value` for the next place on the way and everything beside it that is required.
    private func parts(
        _ inputs: [InputValueDefinition], _ way: [InputValueDefinition], _ value: String,
        _ samples: SampleArguments, _ owner: String, _ depth: Int, isOneOf: Bool = false
    ) -> String? {
        var parts: [String] = []
        for input in inputs {
            let isNext = input.name == way.first?.name
            guard isNext || samples.needs(input) && !isOneOf else { continue }
            let text =
                isNext
                ? literal(input, Array(way.dropFirst()), value, samples, owner, depth)
                : samples.values(input, owner: owner, depth: depth).first
            guard let text else { return nil }
            parts.append("\(input.name): \(text)")
        }
        return parts.joined(separator: ", ")
    }

    private func literal(
        _ input: InputValueDefinition, _ rest: [InputValueDefinition], _ value: String,
        _ samples: SampleArguments, _ owner: String, _ depth: Int
    ) -> String? {
        guard !rest.isEmpty else { return value }
        let type = samples.schema[input.type.named]
        let inputs = type.inputFields.map { samples.schema.inputValues[$0] }
        return parts(inputs, rest, value, samples, owner, depth + 1, isOneOf: type.isOneOf).map { inner in
            input.type.isList ? "[{\(inner)}]" : "{\(inner)}"
        }
    }
}
