import GraphQLLanguage

extension SchemaBuilder {
    /// Coerces all default values once, each after the defaults it takes over from input objects.
    ///
    /// - SeeAlso: GraphQL Sep 2025 §3.10, Circular References
    mutating func coerceDefaults() {
        var states = [DefaultState](repeating: .open, count: schema.inputValues.count)
        for index in schema.inputValues.indices { coerceDefault(index, &states) }
    }

    /// How far a default value has come.
    private enum DefaultState {
        case open
        case underWay
        case done
    }

    private mutating func coerceDefault(_ index: Int, _ states: inout [DefaultState]) {
        guard let literal = inputNodes[index]?.defaultValue, states[index] != .done else { return }
        if states[index] == .underWay {
            return report(
                "The default value of \(schema.inputValues[index].coordinate) contains itself.",
                at: offset(ofInputValue: index))
        }
        states[index] = .underWay
        var needed: [Int] = []
        collectOmittedFields(literal, schema.inputValues[index].type, &needed)
        for other in needed { coerceDefault(other, &states) }
        let (type, coordinate) = (schema.inputValues[index].type, schema.inputValues[index].coordinate)
        schema.inputValues[index].defaultValue = coerced(literal, to: type, coordinate)
        schema.inputValues[index].defaultText = LiteralText.text(
            of: source.document.values[Int(literal)], in: source.document)
        states[index] = .done
    }

    /// The input fields with a default that a literal leaves out.
    private func collectOmittedFields(_ literal: Int32, _ type: FieldType, _ needed: inout [Int]) {
        let value = source.document.values[Int(literal)]
        if value.kind == .list {
            guard type.isList else { return }
            for item in value.children { collectOmittedFields(Int32(item), type.item, &needed) }
        } else if value.kind == .object, schema[type.named].kind == .inputObject {
            let given = source.document.objectFields[value.children.range]
            for index in schema[type.named].inputFields {
                if let field = given.first(where: { name($0.name) == schema.inputValues[index].name }) {
                    collectOmittedFields(field.value, schema.inputValues[index].type, &needed)
                } else if inputNodes[index]?.defaultValue != nil {
                    needed.append(index)
                }
            }
        }
    }

    /// The value of a literal of the schema; nil after a report.
    mutating func coerced(_ literal: Int32, to type: FieldType, _ coordinate: String) -> InputValue? {
        do throws(CoercionError) {
            return try schema.coerce(literal: literal, of: source.document, to: type)
        } catch {
            let offset = error.offset ?? source.document.values[Int(literal)].offset
            report("The value of \(coordinate) does not fit: \(error.message)", at: offset)
            return nil
        }
    }
}
