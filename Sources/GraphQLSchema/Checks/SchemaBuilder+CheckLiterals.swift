import GraphQLLanguage

extension SchemaBuilder {
    /// Checks a default value or an argument of a directive; every part that does not fit is reported.
    ///
    /// - SeeAlso: GraphQL Sep 2025 §3.6.1, §3.10, §5.6.1
    mutating func checkLiteral(_ literal: Int32, fits type: FieldType, of coordinate: String) {
        checkLiteral(source.document.values[Int(literal)], type, coordinate)
    }

    private mutating func checkLiteral(
        _ literal: Document.Value, _ type: FieldType, _ coordinate: String
    ) {
        if literal.kind == .null {
            guard type.isNonNull else { return }
            return misfit("a value of type \(schema.description(of: type)) is not null", literal, coordinate)
        }
        if type.isList {
            guard literal.kind == .list else { return checkLiteral(literal, type.item, coordinate) }
            for index in literal.children {
                checkLiteral(source.document.values[index], type.item, coordinate)
            }
            return
        }
        let definition = schema[type.named]
        switch definition.kind {
        case .inputObject: checkObject(literal, definition, coordinate)
        case .scalar, .enumeration: checkLeaf(literal, definition, coordinate)
        // A type that no input can have is reported where it stands.
        case .object, .interface, .union: break
        }
    }

    private mutating func checkLeaf(
        _ literal: Document.Value, _ type: TypeDefinition, _ coordinate: String
    ) {
        if type.kind == .scalar, type.builtInScalar == nil {
            // The host checks the rest; a number beyond all bounds is no value at all.
            guard !schema.isValue(literal, of: source.document, ofScalar: type, check: .passThrough) else {
                return
            }
            return misfit(
                "\(Schema.quote(literal, of: source.document)) is no value of type \(type.name)", literal,
                coordinate)
        }
        do throws(CoercionError) {
            _ = try schema.coerce(leaf: literal, of: source.document, to: type.id)
        } catch {
            let text = Printer.text(of: literal, in: source.document)
            misfit("\(text) is no \(type.name)", literal, coordinate)
        }
    }

    private mutating func checkObject(
        _ literal: Document.Value, _ type: TypeDefinition, _ coordinate: String
    ) {
        guard literal.kind == .object else {
            let text = Printer.text(of: literal, in: source.document)
            return misfit("\(text) is no \(type.name)", literal, coordinate)
        }
        let given = source.document.objectFields[literal.children.range]
        for index in type.inputFields {
            let input = schema.inputValues[index]
            if let field = given.last(where: { name($0.name) == input.name }) {
                checkLiteral(source.document.values[Int(field.value)], input.type, coordinate)
            } else if input.type.isNonNull, input.defaultText == nil {
                misfit("\(input.coordinate) must be given", literal, coordinate)
            }
        }
        let known = given.filter { schema.inputField(name($0.name), of: type) != nil }
        for field in given where schema.inputField(name(field.name), of: type) == nil {
            if incompleteTypes.contains(type.id) { continue }
            let message = "\(type.name) has no field \(name(field.name))"
            report(
                "The value of \(coordinate) does not fit: \(message).", at: field.offset, of: coordinate)
        }
        guard type.isOneOf else { return }
        if known.count != 1 || known.contains(where: { source.document.values[Int($0.value)].kind == .null })
        {
            misfit("\(type.name) takes exactly one field, which is not null", literal, coordinate)
        }
    }

    private mutating func misfit(_ message: String, _ literal: Document.Value, _ coordinate: String) {
        report("The value of \(coordinate) does not fit: \(message).", at: literal.offset, of: coordinate)
    }
}
