public import GraphQLLanguage

extension Schema {
    /// Coerces a literal of a document to an input type, with the variables it mentions replaced.
    ///
    /// - Parameters:
    ///   - literal: An index into `document.values`.
    ///   - variables: The coerced variables by `NameID`; nil for one that has no value.
    ///   - view: what exists for the caller: an input field outside of it need not be given.
    /// - Returns: The value; nil when the literal is a variable without a value, so that the default applies.
    /// - Throws: `CoercionError` for the first part that does not fit.
    /// - SeeAlso: GraphQL Sep 2025 §6.4.1
    public func coerce(
        literal: Int32, of document: Document, to type: FieldType, variables: [NameID: InputValue] = [:],
        view: SchemaView = .all, check: ScalarCheck = .passThrough
    ) throws(CoercionError) -> InputValue? {
        let coercion = LiteralCoercion(
            schema: self, document: document, variables: variables, view: view, check: check)
        return try coercion.coerce(document.values[Int(literal)], to: type)
    }
}

extension Schema {
    /// Whether a literal without variables fits a custom scalar.
    ///
    /// - SeeAlso: GraphQL Sep 2025 §3.5.6, §5.6.1
    public func isValue(
        _ literal: Document.Value, of document: Document, ofScalar type: TypeDefinition, check: ScalarCheck
    ) -> Bool {
        let coercion = LiteralCoercion(
            schema: self, document: document, variables: [:], view: .all, check: check)
        return (try? coercion.coerceCustomScalar(literal, type)) != nil
    }
}

/// Coerces the literals of one document.
private struct LiteralCoercion {
    let schema: Schema
    let document: Document
    let variables: [NameID: InputValue]
    let view: SchemaView
    let check: ScalarCheck

    /// The value of a literal; nil for a variable without a value.
    func coerce(_ literal: Document.Value, to type: FieldType) throws(CoercionError) -> InputValue? {
        if literal.kind == .variable { return try coerceVariable(literal, to: type) }
        if literal.kind == .null {
            try checkNull(type, at: literal)
            return .null
        }
        if type.isList { return .list(try coerceItems(literal, of: type.item)) }
        let definition = schema[type.named]
        if definition.kind == .inputObject { return try coerceObject(literal, to: definition) }
        if definition.kind == .scalar, definition.builtInScalar == nil {
            return try coerceCustomScalar(literal, definition)
        }
        return try schema.coerce(leaf: literal, of: document, to: type.named, check: check)
    }

    /// A variable's value has been coerced already; only null has to be looked for.
    private func coerceVariable(_ literal: Document.Value, to type: FieldType) throws(CoercionError)
        -> InputValue?
    {
        guard let value = variables[literal.name] else { return nil }
        if value == .null { try checkNull(type, at: literal) }
        return value
    }

    private func checkNull(_ type: FieldType, at literal: Document.Value) throws(CoercionError) {
        if type.isNonNull {
            throw CoercionError(
                message: "A value of type \(schema.description(of: type)) must not be null.",
                offset: literal.offset)
        }
    }

    /// The items of a list; a single value stands for a list of one; a missing variable for null.
    private func coerceItems(_ literal: Document.Value, of item: FieldType) throws(CoercionError)
        -> [InputValue]
    {
        guard literal.kind == .list else { return [try coerce(literal, to: item) ?? .null] }
        var items: [InputValue] = []
        items.reserveCapacity(literal.children.count)
        for (position, index) in literal.children.enumerated() {
            do throws(CoercionError) {
                let value = try coerce(document.values[index], to: item)
                if value == nil { try checkNull(item, at: document.values[index]) }
                items.append(value ?? .null)
            } catch { throw error.inside(.index(position)) }
        }
        return items
    }

    private func coerceObject(_ literal: Document.Value, to type: TypeDefinition) throws(CoercionError)
        -> InputValue
    {
        guard literal.kind == .object else {
            throw CoercionError(
                message: "\(Schema.quote(literal, of: document)) is no value of type \(type.name).",
                offset: literal.offset)
        }
        let given = document.objectFields[literal.children.range]
        for field in given where schema.inputField(document.name(field.name), of: type) == nil {
            throw CoercionError(
                message: "\(type.name) has no field \(document.name(field.name)).", offset: field.offset)
        }
        var fields: [InputValue.Field] = []
        for index in type.inputFields {
            let input = schema.inputValues[index]
            let value = try fieldValue(given.first { document.name($0.name) == input.name }, input)
            if let value = value ?? input.defaultValue {
                fields.append(.init(name: input.name, value: value))
            } else if input.isRequired, view.isVisible(input: index) {
                throw CoercionError(message: "\(input.coordinate) must be given.", offset: literal.offset)
            }
        }
        try schema.checkOneOf(fields, type, offset: literal.offset)
        return .object(fields)
    }

    private func fieldValue(
        _ field: Document.ObjectField?, _ input: InputValueDefinition
    ) throws(CoercionError) -> InputValue? {
        guard let field else { return nil }
        do throws(CoercionError) {
            return try coerce(document.values[Int(field.value)], to: input.type)
        } catch { throw error.inside(.field(input.name)) }
    }

    func coerceCustomScalar(
        _ literal: Document.Value, _ type: TypeDefinition
    ) throws(CoercionError) -> InputValue {
        if let free = freeValue(literal), let value = check.coerce(type, free) { return value }
        throw CoercionError(
            message: "\(Schema.quote(literal, of: document)) is no value of type \(type.name).",
            offset: literal.offset)
    }

    /// A literal as it is, variables replaced; nil where a number in it is too large.
    private func freeValue(_ literal: Document.Value) -> InputValue? {
        switch literal.kind {
        case .variable: return variables[literal.name] ?? .null
        case .list:
            var items: [InputValue] = []
            for index in literal.children {
                guard let item = freeValue(document.values[index]) else { return nil }
                items.append(item)
            }
            return .list(items)
        case .object:
            var fields: [InputValue.Field] = []
            for field in document.objectFields[literal.children.range] {
                guard let value = freeValue(document.values[Int(field.value)]) else { return nil }
                fields.append(.init(name: document.name(field.name), value: value))
            }
            return .object(fields)
        default: return Schema.leaf(literal, of: document)
        }
    }
}

extension Schema {
    /// The index into `inputValues` of a field of an input object.
    func inputField(_ name: String, of type: TypeDefinition) -> Int? {
        type.inputFields.first { inputValues[$0].name == name }
    }
}
