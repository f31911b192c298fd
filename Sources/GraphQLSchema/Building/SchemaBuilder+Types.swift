import GraphQLLanguage

extension SchemaBuilder {
    /// Gives every type its number and gathers its extensions.
    ///
    /// - SeeAlso: GraphQL Sep 2025 §3.4
    mutating func collectTypes() {
        for part in source.types where !part.isExtension { define(part) }
        for part in source.types where part.isExtension { extend(part) }
    }

    /// A second definition of a name is left out.
    private mutating func define(_ part: SchemaDocument.TypeDefinition) {
        let symbol = self.symbol(part.name)
        guard schema.type(symbol) == nil else { return }
        let id = TypeID(rawValue: Int32(truncatingIfNeeded: schema.types.count))
        schema.symbols.bind(symbol, to: id)
        schema.types.append(
            TypeDefinition(
                id: id, name: name(part.name), symbol: symbol, kind: TypeKind(part.kind),
                description: source.description(part.description), builtInScalar: nil))
        parts.append([part])
    }

    /// Only types of the text can be extended, and only as what they are.
    private mutating func extend(_ part: SchemaDocument.TypeDefinition) {
        guard let id = schema.type(named: name(part.name)), !parts[id.index].isEmpty,
            schema[id].kind == TypeKind(part.kind)
        else { return }
        parts[id.index].append(part)
    }

    /// The type that a reference names; nil when there is none.
    func resolve(_ reference: Document.TypeReference) -> FieldType? {
        guard let id = schema.type(named: name(reference.name)) else { return nil }
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
