import GraphQLLanguage

extension SchemaBuilder {
    /// - SeeAlso: GraphQL Sep 2025 §3.6, §3.7
    mutating func checkField(_ index: Int) {
        let field = schema.fields[index]
        guard let node = fieldNodes[index] else { return }
        checkName(field.name, at: node.start, of: field.coordinate)
        if !schema[field.type.named].kind.isOutput {
            report(
                "\(field.coordinate) cannot have the input type \(schema[field.type.named].name).",
                at: node.type.offset, of: field.coordinate)
        }
        for index in field.arguments { checkInputValue(index) }
    }

    /// - SeeAlso: GraphQL Sep 2025 §3.10
    mutating func checkInputField(_ index: Int, of type: TypeDefinition) {
        checkInputValue(index)
        guard type.isOneOf, let node = inputNodes[index] else { return }
        let input = schema.inputValues[index]
        if input.type.isNonNull {
            report(
                "\(input.coordinate) must be nullable: \(type.name) is a OneOf input object.",
                at: node.type.offset, of: input.coordinate)
        }
        if node.defaultValue != nil {
            report(
                "\(input.coordinate) must have no default: \(type.name) is a OneOf input object.",
                at: node.start, of: input.coordinate)
        }
    }

    /// Only the definition itself can make an input object a OneOf one.
    ///
    /// - SeeAlso: GraphQL Sep 2025 §3.10
    mutating func checkOneOfExtensions(of type: TypeDefinition) {
        for part in parts[type.id.index] where part.isExtension {
            for node in source.document.directives[part.directives.range] where name(node.name) == "oneOf" {
                report(
                    "\(type.name) cannot become a OneOf input object by an extension.", at: node.offset,
                    of: type.name)
            }
        }
    }

    /// Checks an argument or input field.
    mutating func checkInputValue(_ index: Int, typeOffset: Int32? = nil) {
        guard let node = inputNodes[index] else { return }
        let input = schema.inputValues[index]
        checkName(input.name, at: node.start, of: input.coordinate)
        if !schema[input.type.named].kind.isInput {
            report(
                "\(input.coordinate) cannot have the output type \(schema[input.type.named].name).",
                at: typeOffset ?? node.type.offset, of: input.coordinate)
        }
        if input.deprecationReason != nil, input.type.isNonNull, node.defaultValue == nil {
            report(
                "\(input.coordinate) is required and so cannot be deprecated.",
                at: deprecation(node.directives), node.type.offset, of: input.coordinate)
        }
        if let literal = node.defaultValue { checkLiteral(literal, fits: input.type, of: input.coordinate) }
    }

    /// Where `@deprecated` stands among directives.
    func deprecation(_ directives: IndexRange) -> Int32? {
        source.document.directives[directives.range].first { name($0.name) == "deprecated" }?.offset
    }

    /// - SeeAlso: GraphQL Sep 2025 §3.8
    mutating func checkMembers(of type: TypeDefinition) {
        let nodes = parts[type.id.index].flatMap(\.members)
        for (member, nodes) in Dictionary(grouping: nodes, by: \.name) {
            guard let id = schema.type(named: name(member)) else { continue }
            if schema[id].kind != .object {
                report(
                    "\(type.name) cannot include \(name(member)): it is \(schema[id].kind.indefinite), no "
                        + "object type.", at: nodes.map(\.offset), of: type.name)
            } else if nodes.count > 1 {
                report(
                    "\(type.name) must include \(name(member)) only once.", at: nodes.map(\.offset),
                    of: type.name)
            }
        }
    }

    /// - SeeAlso: GraphQL Sep 2025 §3.13
    mutating func checkDirectiveDefinitions() {
        for (directive, node) in zip(schema.directives, directiveNodes) {
            guard let node else { continue }
            checkName(directive.name, at: node.start, of: directive.coordinate)
            for index in directive.arguments { checkInputValue(index, typeOffset: inputNodes[index]?.start) }
        }
    }
}

extension TypeKind {
    /// The kind in a sentence, such as `an enum`.
    var indefinite: String {
        switch self {
        case .scalar: "a scalar"
        case .object: "an object type"
        case .interface: "an interface"
        case .union: "a union"
        case .enumeration: "an enum"
        case .inputObject: "an input object"
        }
    }
}
