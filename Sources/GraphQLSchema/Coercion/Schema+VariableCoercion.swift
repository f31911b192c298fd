import GraphQLLanguage

extension Schema {
    /// Coerces a value that came as a variable, or that JSON gave, to an input type.
    ///
    /// - Parameter view: what exists for the caller: input fields and enum values outside of it are unknown.
    /// - Throws: `CoercionError` for the first part that does not fit.
    /// - SeeAlso: GraphQL Sep 2025 §3.5, §3.10, §3.11
    public func coerce(
        variable value: InputValue, to type: FieldType, view: SchemaView = .all,
        check: ScalarCheck = .passThrough
    ) throws(CoercionError) -> InputValue {
        if value == .null {
            if !type.isNonNull { return .null }
            throw CoercionError(
                message: "A value of type \(description(of: type)) must not be null.", offset: nil)
        }
        if type.isList { return .list(try coerceItems(value, of: type.item, view, check)) }
        let definition = self[type.named]
        if definition.kind == .inputObject { return try coerceObject(value, to: definition, view, check) }
        if let coerced = coerce(leaf: value, to: definition, isLiteral: false, view: view, check: check) {
            return coerced
        }
        throw CoercionError(message: "The value is no \(definition.name).", offset: nil)
    }

    /// The items of a list; a single value stands for a list of one.
    private func coerceItems(
        _ value: InputValue, of item: FieldType, _ view: SchemaView, _ check: ScalarCheck
    ) throws(CoercionError) -> [InputValue] {
        guard case .list(let items) = value else {
            return [try coerce(variable: value, to: item, view: view, check: check)]
        }
        var coerced: [InputValue] = []
        coerced.reserveCapacity(items.count)
        for (index, value) in items.enumerated() {
            do throws(CoercionError) {
                coerced.append(try coerce(variable: value, to: item, view: view, check: check))
            } catch { throw error.inside(.index(index)) }
        }
        return coerced
    }

    private func coerceObject(
        _ value: InputValue, to type: TypeDefinition, _ view: SchemaView, _ check: ScalarCheck
    ) throws(CoercionError) -> InputValue {
        guard case .object(let given) = value else {
            throw CoercionError(message: "The value is no \(type.name).", offset: nil)
        }
        func isKnown(_ field: InputValue.Field) -> Bool {
            type.inputFields.contains {
                inputValues[$0].name.hasSameBytes(as: field.name) && view.isVisible(input: $0)
            }
        }
        for field in given where !isKnown(field) {
            throw CoercionError(message: "\(type.name) has no field \(field.name).", offset: nil)
        }
        var coerced: [InputValue.Field] = []
        for index in type.inputFields {
            let input = inputValues[index]
            if let field = given.first(where: { $0.name.hasSameBytes(as: input.name) }) {
                do throws(CoercionError) {
                    let value = try coerce(variable: field.value, to: input.type, view: view, check: check)
                    coerced.append(.init(name: input.name, value: value))
                } catch { throw error.inside(.field(input.name)) }
            } else if let value = input.defaultValue {
                coerced.append(.init(name: input.name, value: value))
            } else if input.isRequired, view.isVisible(input: index) {
                throw CoercionError(message: "\(input.coordinate) must be given.", offset: nil)
            }
        }
        try checkOneOf(coerced, type, offset: nil)
        return .object(coerced)
    }

    /// A OneOf input object has exactly one field, and that is not null.
    ///
    /// - SeeAlso: GraphQL Sep 2025 §3.10.1
    func checkOneOf(_ fields: [InputValue.Field], _ type: TypeDefinition, offset: Int32?)
        throws(CoercionError)
    {
        if type.isOneOf, fields.count != 1 || fields[0].value == .null {
            throw CoercionError(
                message: "\(type.name) takes exactly one field, which is not null.", offset: offset)
        }
    }
}

extension CoercionError {
    /// The same error seen from the value around the faulty one.
    func inside(_ component: PathComponent) -> CoercionError {
        CoercionError(message: message, path: [component] + path, offset: offset)
    }
}
