public import GraphQLLanguage

extension Schema {
    /// Coerces a literal to a scalar or enum type.
    ///
    /// - Throws: `CoercionError` when the literal does not fit.
    /// - SeeAlso: GraphQL Sep 2025 §3.5, §3.9
    public func coerce(
        leaf literal: Document.Value, of document: Document, to type: TypeID,
        view: SchemaView = .all, check: ScalarCheck = .passThrough
    ) throws(CoercionError) -> InputValue {
        let definition = self[type]
        let coerced: InputValue?
        if definition.kind == .enumeration {
            let name = literal.kind == .enumeration ? document.name(literal.name) : nil
            coerced = name.flatMap { enumValue($0, of: definition, view) }
        } else if definition.builtInScalar == .id, literal.kind == .int {
            coerced = .string(document.text(literal))
        } else if definition.builtInScalar == .float, literal.kind == .int {
            coerced = document.float(literal).map(InputValue.float)
        } else if let value = Schema.leaf(literal, of: document) {
            coerced = coerce(leaf: value, to: definition, isLiteral: true, view: view, check: check)
        } else {
            coerced = nil
        }
        if let coerced { return coerced }
        throw CoercionError(
            message: "\(Schema.quote(literal, of: document)) is no value of type \(definition.name).",
            offset: literal.offset)
    }

    /// Coerces a value to a scalar or enum type; nil when it does not fit.
    func coerce(
        leaf value: InputValue, to type: TypeDefinition, isLiteral: Bool, view: SchemaView, check: ScalarCheck
    ) -> InputValue? {
        if type.kind == .enumeration {
            switch value {
            case .enumeration(let name): return enumValue(name, of: type, view)
            case .string(let name): return isLiteral ? nil : enumValue(name, of: type, view)
            default: return nil
            }
        }
        guard let scalar = type.builtInScalar else { return check.coerce(type, value) }
        return Schema.coerce(value, to: scalar)
    }

    /// Input coercion of the built-in scalars.
    ///
    /// A number with a fraction is never an `Int`: one of zero has become an `int` where JSON was read.
    private static func coerce(_ value: InputValue, to scalar: BuiltInScalar) -> InputValue? {
        switch (scalar, value) {
        case (.int, .int(let number)):
            Int32(exactly: number) == nil ? nil : value
        case (.float, .int(let number)): .float(Double(number))
        case (.float, .largeInteger(let digits)):
            Double(digits).flatMap { $0.isFinite ? .float($0) : nil }
        case (.float, .float(let number)): number.isFinite ? value : nil
        case (.string, .string), (.boolean, .boolean), (.id, .string): value
        case (.id, .int(let number)): .string(String(number))
        case (.id, .largeInteger(let digits)): .string(digits)
        default: nil
        }
    }

    private func enumValue(_ name: String, of type: TypeDefinition, _ view: SchemaView) -> InputValue? {
        guard let index = type.enumValues.firstIndex(where: { $0.name.hasSameBytes(as: name) }),
            view.isVisible(EnumValueID(type.id, index))
        else { return nil }
        return .enumeration(name)
    }

    /// A literal without parts as a value; nil when it has parts, is a variable or is too large a number.
    static func leaf(_ literal: Document.Value, of document: Document) -> InputValue? {
        switch literal.kind {
        case .int: document.int(literal).map(InputValue.int) ?? .largeInteger(document.text(literal))
        case .float: document.float(literal).map(InputValue.float)
        case .string, .blockString: .string(document.string(literal))
        case .true: .boolean(true)
        case .false: .boolean(false)
        case .null: .null
        case .enumeration: .enumeration(document.name(literal.name))
        case .variable, .list, .object: nil
        }
    }

    /// A literal for a message: at most 40 characters of it.
    static func quote(_ literal: Document.Value, of document: Document) -> String {
        switch literal.kind {
        case .list: return "A list"
        case .object: return "An object"
        default:
            let text = document.text(literal)
            return text.count > 40 ? "\(text.prefix(40))…" : text
        }
    }
}
