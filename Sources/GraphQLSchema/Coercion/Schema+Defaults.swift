extension Schema {
    /// The schema with the custom scalars in its default values as the host coerces them.
    ///
    /// - Returns: the schema, and a line for each default that does not fit, naming its coordinate.
    /// - Complexity: O(arguments and input fields).
    /// - SeeAlso: GraphQL Sep 2025 §3.5.6, §3.6.1
    public func coercingDefaults(by check: ScalarCheck) -> (schema: Schema, problems: [String]) {
        var schema = self
        var problems: [String] = []
        for (index, input) in inputValues.enumerated() {
            guard let value = input.defaultValue else { continue }
            if let coerced = coerced(value, to: input.type, by: check) {
                if coerced != value { schema.inputValues[index].defaultValue = coerced }
            } else {
                let type = description(of: input.type)
                problems.append("\(input.coordinate): the default does not fit \(type)")
            }
        }
        return (schema, problems)
    }

    /// A value that is coerced but for its custom scalars; nil where one does not fit.
    private func coerced(_ value: InputValue, to type: FieldType, by check: ScalarCheck) -> InputValue? {
        if value == .null { return value }
        if type.isList {
            guard case .list(let items) = value else { return value }
            var coerced: [InputValue] = []
            for item in items {
                guard let item = self.coerced(item, to: type.item, by: check) else { return nil }
                coerced.append(item)
            }
            return .list(coerced)
        }
        let definition = self[type.named]
        switch (definition.kind, value) {
        case (.scalar, _) where definition.builtInScalar == nil: return check.coerce(definition, value)
        case (.inputObject, .object(let fields)):
            var coerced: [InputValue.Field] = []
            for field in fields {
                guard let index = inputField(field.name, of: definition),
                    let value = self.coerced(field.value, to: inputValues[index].type, by: check)
                else { return nil }
                coerced.append(InputValue.Field(name: field.name, value: value))
            }
            return .object(coerced)
        default: return value
        }
    }
}
