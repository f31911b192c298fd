import GraphQLLanguage

extension SchemaBuilder {
    /// Gathers the definitions of directives; a definition of the text replaces a built-in one.
    ///
    /// - SeeAlso: GraphQL Sep 2025 §3.13
    mutating func collectDirectives() {
        let builtIn = schema.directives
        schema.directives = []
        for node in source.directives where schema.directive(symbol(node.name)) == nil {
            let text = name(node.name)
            let names = node.locations.map { name($0.name) }
            schema.directives.append(
                DirectiveDefinition(
                    name: text, symbol: symbol(node.name),
                    arguments: appendInputValues(node.arguments, of: nil) { "@\(text)(\($0):)" },
                    locations: DirectiveLocations(names.compactMap(DirectiveLocations.init(name:))),
                    locationNames: names, isRepeatable: node.isRepeatable,
                    description: source.description(node.description)))
            directiveNodes.append(node)
        }
        for directive in builtIn where schema.directive(directive.symbol) == nil {
            schema.directives.append(directive)
            directiveNodes.append(nil)
        }
    }

    /// Coerces the directives that stand on definitions and takes over what built-in ones say.
    ///
    /// Unknown ones are left out, misplaced ones are kept: the SDL rules tell of both.
    mutating func applyDirectives() {
        for node in source.schemas { _ = applied(node.directives) }
        for index in schema.types.indices where !parts[index].isEmpty { applyDirectives(toType: index) }
        for (index, node) in fieldNodes.enumerated() {
            guard let node else { continue }
            schema.fields[index].directives = applied(node.directives)
            schema.fields[index].deprecationReason = schema.fields[index].directives.deprecationReason
        }
        for (index, node) in inputNodes.enumerated() {
            guard let node else { continue }
            let directives = applied(node.directives)
            schema.inputValues[index].directives = directives
            schema.inputValues[index].deprecationReason = directives.deprecationReason
        }
        for (index, node) in directiveNodes.enumerated() {
            guard let node else { continue }
            let extensions = source.directiveExtensions.filter { $0.name == node.name }
            let directives = applied(node.directives) + extensions.flatMap { applied($0.directives) }
            schema.directives[index].directives = directives
            schema.directives[index].deprecationReason = directives.deprecationReason
        }
    }

    private mutating func applyDirectives(toType index: Int) {
        let directives = parts[index].flatMap { applied($0.directives) }
        schema.types[index].directives = directives
        if case .string(let url)? = directives.first(where: { $0.name == "specifiedBy" })?.argument("url") {
            schema.types[index].specifiedByURL = url
        }
        schema.types[index].isOneOf =
            schema.types[index].kind == .inputObject && directives.contains { $0.name == "oneOf" }
        for (position, node) in enumValueNodes(of: index).enumerated() {
            let directives = applied(node.directives)
            schema.types[index].enumValues[position].directives = directives
            schema.types[index].enumValues[position].deprecationReason = directives.deprecationReason
        }
    }

    /// The known directives of one place, coerced.
    private mutating func applied(_ range: IndexRange) -> [AppliedDirective] {
        var found: [AppliedDirective] = []
        for node in source.document.directives[range.range] {
            guard let definition = schema.directive(schema.symbol(name(node.name))) else { continue }
            found.append(
                AppliedDirective(name: definition.name, arguments: coercedArguments(node, definition)))
        }
        return found
    }

    /// - SeeAlso: GraphQL Sep 2025 §6.4.1
    private mutating func coercedArguments(
        _ node: Document.Directive, _ definition: DirectiveDefinition
    ) -> [InputValue.Field] {
        let arguments = source.document.arguments[node.arguments.range]
        var fields: [InputValue.Field] = []
        for input in schema.inputValues[definition.arguments] {
            var value = input.defaultValue
            if let argument = arguments.first(where: { name($0.name) == input.name }) {
                checkLiteral(argument.value, fits: input.type, of: input.coordinate)
                value = coerced(argument.value, to: input.type)
            }
            if let value { fields.append(.init(name: input.name, value: value)) }
        }
        return fields
    }
}

extension [AppliedDirective] {
    /// The reason of `@deprecated`; nil when it is not among them.
    fileprivate var deprecationReason: String? {
        guard case .string(let reason)? = first(where: { $0.name == "deprecated" })?.argument("reason") else {
            return nil
        }
        return reason
    }
}
