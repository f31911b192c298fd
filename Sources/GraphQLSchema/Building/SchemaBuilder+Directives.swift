import GraphQLLanguage

extension SchemaBuilder {
    /// Gathers the definitions of directives; a definition of our own replaces a built-in one.
    ///
    /// - SeeAlso: GraphQL Sep 2025 §3.13
    mutating func collectDirectives() {
        for node in source.directives {
            let text = name(node.name)
            let symbol = self.symbol(node.name)
            if schema.directive(symbol) != nil {
                if !isBuiltIn(node.offset) {
                    report("The directive @\(text) is defined twice.", at: node.offset)
                }
                continue
            }
            checkName(text, at: node.offset, "The directive @\(text)")
            schema.directives.append(
                DirectiveDefinition(
                    name: text, symbol: symbol,
                    arguments: appendInputValues(node.arguments) { "@\(text)(\($0):)" },
                    locations: locations(node), isRepeatable: node.isRepeatable,
                    description: source.description(node.description)))
        }
    }

    private mutating func locations(_ node: SchemaDocument.DirectiveDefinition) -> DirectiveLocations {
        var locations: DirectiveLocations = []
        for location in node.locations {
            let text = name(location.name)
            if let known = DirectiveLocations(name: text) {
                locations.insert(known)
            } else {
                report("\(text) is no directive location.", at: location.offset)
            }
        }
        return locations
    }

    /// Coerces the directives that stand on definitions and takes over what built-in ones say.
    mutating func applyDirectives() {
        for definition in source.schemas { _ = applied(definition.directives, at: .schema) }
        for index in schema.types.indices { applyDirectives(toType: index) }
        for index in schema.fields.indices {
            guard let node = fieldNodes[index] else { continue }
            schema.fields[index].directives = applied(node.directives, at: .fieldDefinition)
            schema.fields[index].deprecationReason = deprecationReason(schema.fields[index].directives)
        }
        for index in schema.inputValues.indices { applyDirectives(toInputValue: index) }
    }

    private mutating func applyDirectives(toType index: Int) {
        let location = DirectiveLocations(definitionOf: schema.types[index].kind)
        let directives = parts[index].flatMap { applied($0.directives, at: location) }
        schema.types[index].directives = directives
        if case .string(let url)? = directives.first(where: { $0.name == "specifiedBy" })?.argument("url") {
            schema.types[index].specifiedByURL = url
        }
        for (position, node) in parts[index].flatMap(\.enumValues).enumerated() {
            let directives = applied(node.directives, at: .enumValue)
            schema.types[index].enumValues[position].directives = directives
            schema.types[index].enumValues[position].deprecationReason = deprecationReason(directives)
        }
    }

    private mutating func applyDirectives(toInputValue index: Int) {
        let value = schema.inputValues[index]
        let isField = !value.coordinate.hasSuffix(")")
        let directives = applied(
            inputNodes[index]?.directives ?? .empty, at: isField ? .inputFieldDefinition : .argumentDefinition
        )
        schema.inputValues[index].directives = directives
        schema.inputValues[index].deprecationReason = deprecationReason(directives)
        if schema.inputValues[index].deprecationReason != nil, value.isRequired {
            report(
                "\(value.coordinate) is required and so cannot be deprecated.",
                at: offset(ofInputValue: index))
        }
    }

    private func deprecationReason(_ directives: [AppliedDirective]) -> String? {
        guard
            case .string(let reason)? = directives.first(where: { $0.name == "deprecated" })?.argument(
                "reason")
        else { return nil }
        return reason
    }

    /// The directives of one place, known, allowed there and coerced.
    private mutating func applied(_ range: IndexRange, at location: DirectiveLocations) -> [AppliedDirective]
    {
        var found: [AppliedDirective] = []
        for node in source.document.directives[range.range] {
            let text = name(node.name)
            guard let definition = schema.directive(schema.symbol(text)) else {
                report("The directive @\(text) is not defined.", at: node.offset)
                continue
            }
            if definition.locations.isDisjoint(with: location) {
                report("The directive @\(text) may not stand on \(location.names[0]).", at: node.offset)
            }
            if !definition.isRepeatable, found.contains(where: { $0.name == text }) {
                report("The directive @\(text) may stand here only once.", at: node.offset)
            }
            found.append(AppliedDirective(name: text, arguments: coercedArguments(node, definition)))
        }
        return found
    }

    private mutating func coercedArguments(
        _ node: Document.Directive, _ definition: DirectiveDefinition
    ) -> [InputValue.Field] {
        let arguments = source.document.arguments[node.arguments.range]
        for argument in arguments
        where schema.inputValue(schema.symbol(name(argument.name)), among: definition.arguments) == nil {
            report("@\(definition.name) has no argument \(name(argument.name)).", at: argument.offset)
        }
        var fields: [InputValue.Field] = []
        for input in schema.inputValues[definition.arguments] {
            if let argument = arguments.first(where: { name($0.name) == input.name }) {
                guard let value = coerced(argument.value, to: input.type, input.coordinate) else { continue }
                fields.append(.init(name: input.name, value: value))
            } else if let value = input.defaultValue {
                fields.append(.init(name: input.name, value: value))
            } else if input.isRequired {
                report("\(input.coordinate) must be given.", at: node.offset)
            }
        }
        return fields
    }
}

extension DirectiveLocations {
    /// Where a directive on the definition of a type stands.
    init(definitionOf kind: TypeKind) {
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
