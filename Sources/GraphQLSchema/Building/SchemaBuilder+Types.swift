import GraphQLLanguage

extension SchemaBuilder {
    /// Gives every type its number and gathers its extensions.
    ///
    /// - SeeAlso: GraphQL Sep 2025 §3.4
    mutating func collectTypes() {
        // The introspection types come first, so that they have the same numbers in every schema.
        for part in source.types where isBuiltIn(part.offset) { define(part) }
        for part in source.types where !part.isExtension && !isBuiltIn(part.offset) { define(part) }
        for part in source.types where part.isExtension { extend(part) }
        for index in schema.types.indices where !parts[index].isEmpty { checkNotEmpty(schema.types[index]) }
    }

    private mutating func define(_ part: SchemaDocument.TypeDefinition) {
        let text = name(part.name)
        let symbol = self.symbol(part.name)
        checkName(text, at: part.nameOffset, "The type \(text)")
        if let first = schema.type(symbol) {
            let isBuiltIn = schema[first].builtInScalar != nil
            report("The type \(text) is \(isBuiltIn ? "built in" : "defined twice").", at: part.nameOffset)
            return
        }
        let id = TypeID(rawValue: Int32(schema.types.count))
        schema.symbols.bind(symbol, to: id)
        schema.types.append(
            TypeDefinition(
                id: id, name: text, symbol: symbol, kind: TypeKind(part.kind),
                description: source.description(part.description), builtInScalar: nil))
        parts.append([part])
    }

    private mutating func extend(_ part: SchemaDocument.TypeDefinition) {
        let text = name(part.name)
        guard let id = schema.type(named: name(part.name)) else {
            return report("The type \(text) cannot be extended: it is not defined.", at: part.nameOffset)
        }
        guard schema[id].kind == TypeKind(part.kind) else {
            return report("The type \(text) cannot be extended as another kind of type.", at: part.nameOffset)
        }
        parts[id.index].append(part)
    }

    private mutating func checkNotEmpty(_ type: TypeDefinition) {
        let members = parts[type.id.index].reduce(0) {
            $0 + $1.fields.count + $1.inputFields.count + $1.enumValues.count + $1.members.count
        }
        guard members == 0, type.kind != .scalar else { return }
        let noun =
            switch type.kind {
            case .union: "members"
            case .enumeration: "values"
            default: "fields"
            }
        report("The type \(type.name) has no \(noun).", at: parts[type.id.index][0].nameOffset)
    }

    /// The type that a reference names, checked for where it stands; nil after a report.
    ///
    /// - SeeAlso: GraphQL Sep 2025 §3.4.2
    mutating func resolve(
        _ reference: Document.TypeReference, asInput: Bool, _ coordinate: String
    ) -> FieldType? {
        let text = name(reference.name)
        guard let id = schema.type(named: name(reference.name)) else {
            report("\(coordinate) has the unknown type \(text).", at: reference.nameOffset)
            return nil
        }
        let kind = schema[id].kind
        if asInput ? !kind.isInput : !kind.isOutput {
            report(
                "\(coordinate) cannot have the \(asInput ? "output" : "input") type \(text).",
                at: reference.nameOffset)
            return nil
        }
        return FieldType(named: id, wrapping: reference.wrapping)
    }
}

extension TypeKind {
    /// The kind that a definition declares.
    init(_ kind: SchemaDocument.Kind) {
        switch kind {
        case .scalar: self = .scalar
        case .object: self = .object
        case .interface: self = .interface
        case .union: self = .union
        case .enumeration: self = .enumeration
        case .inputObject: self = .inputObject
        }
    }
}
