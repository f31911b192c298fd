import GraphQLSchema

/// Values to begin with for variables: nothing optional, the first value of an enum, of scalars what their
/// descriptions name.
struct SampleValues {
    let schema: Schema
    let view: SchemaView

    /// How deep input objects are filled.
    private static let depthMax = 5

    /// A value of an argument or input field, as JSON.
    func json(of input: InputValueDefinition, indent: String) -> String {
        json(input.type, named: input.name, indent: indent, depth: 0)
    }

    private func json(_ type: FieldType, named name: String, indent: String, depth: Int) -> String {
        if type.isList { return "[\(json(type.item, named: name, indent: indent, depth: depth))]" }
        let definition = schema[type.named]
        switch definition.kind {
        case .inputObject: return object(definition, indent: indent, depth: depth)
        case .enumeration:
            return schema.values(of: definition, in: view).first.map { "\"\($0.name)\"" } ?? "null"
        default: return scalar(definition, named: name)
        }
    }

    private func object(_ type: TypeDefinition, indent: String, depth: Int) -> String {
        let inputs = schema.inputs(type.inputFields, in: view)
        // Of a OneOf object exactly one field is given.
        let given = type.isOneOf ? Array(inputs.prefix(1)) : inputs.filter(isNeeded)
        guard !given.isEmpty, depth < Self.depthMax else { return "{}" }
        let members = given.map { input in
            let value = json(
                input.type, named: input.name, indent: indent + "  ", depth: depth + 1)
            return "\(indent)  \"\(input.name)\": \(value)"
        }
        return "{\n\(members.joined(separator: ",\n"))\n\(indent)}"
    }

    /// What may stand elsewhere, in a header, but must stand somewhere says so where it is described.
    private func isNeeded(_ input: InputValueDefinition) -> Bool {
        input.isRequired || input.description?.hasPrefix("Needed") == true
    }

    private func scalar(_ type: TypeDefinition, named name: String) -> String {
        switch type.builtInScalar {
        case .int?: return "1"
        case .float?: return "1.5"
        case .boolean?: return "true"
        case .id?: return "\"…\""
        case .string?: return "\"…\""
        case nil: return sample(of: type)
        }
    }

    /// The first piece of code in a scalar's description, as its value reads; an empty object for any value.
    private func sample(of type: TypeDefinition) -> String {
        let parts = type.description?.split(separator: "`", omittingEmptySubsequences: false) ?? []
        guard parts.count > 2 else { return type.name == "JSON" ? "{}" : "\"1\"" }
        return "\"\(parts[1])\""
    }
}
