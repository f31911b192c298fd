extension Parser {
    /// DirectiveDefinition :
    /// Description? `directive` `@` Name ArgumentsDefinition? Directives? `repeatable`?
    /// `on` DirectiveLocations
    ///
    /// The directives on the definition are of the edition after September 2025.
    ///
    /// - SeeAlso: GraphQL Sep 2025 §3.13
    mutating func parseDirectiveDefinition(
        description: Document.Value?, from start: Int32
    ) throws(SyntaxError) -> NameID {
        try advance()
        try expect(.at)
        let offset = token.offset
        let name = try parseName(expected: "the name of a directive")
        let arguments = try parseInputValues(.leftParenthesis, .rightParenthesis)
        let directives = try parseDirectives(isConst: true)
        let isRepeatable = try eat(keyword: "repeatable")
        try expect(keyword: "on")
        _ = try eat(.pipe)
        var locations: [SchemaDocument.NamedType] = []
        repeat { locations.append(try parseDirectiveLocation()) } while try eat(.pipe)
        typeSystem.directives.append(
            SchemaDocument.DirectiveDefinition(
                description: description, name: name, arguments: arguments, directives: directives,
                isRepeatable: isRepeatable, locations: locations, offset: offset, start: start))
        return name
    }

    /// DirectiveExtension : `extend` `directive` `@` Name Directives
    ///
    /// Of the edition after September 2025.
    mutating func parseDirectiveExtension(from start: Int32) throws(SyntaxError) -> NameID {
        try advance()
        try expect(.at)
        let nameOffset = token.offset
        let name = try parseName(expected: "the name of a directive")
        let directives = try parseDirectives(isConst: true)
        if directives.isEmpty { throw unexpected(expected: "a directive") }
        typeSystem.directiveExtensions.append(
            SchemaDocument.DirectiveExtension(
                name: name, nameOffset: nameOffset, directives: directives, offset: start))
        return name
    }

    /// DirectiveLocation : ExecutableDirectiveLocation, TypeSystemDirectiveLocation
    private mutating func parseDirectiveLocation() throws(SyntaxError) -> SchemaDocument.NamedType {
        guard Parser.directiveLocations.contains(where: { at(keyword: $0) }) else {
            throw unexpected(expected: "a directive location")
        }
        return try parseNamedType()
    }

    /// The names of all directive locations.
    ///
    /// `DIRECTIVE_DEFINITION` is of the edition after September 2025; `FRAGMENT_VARIABLE_DEFINITION` of a
    /// proposal that other implementations know: a schema that mentions it must load.
    private static let directiveLocations: [StaticString] = [
        "QUERY", "MUTATION", "SUBSCRIPTION", "FIELD", "FRAGMENT_DEFINITION", "FRAGMENT_SPREAD",
        "INLINE_FRAGMENT", "VARIABLE_DEFINITION", "FRAGMENT_VARIABLE_DEFINITION", "SCHEMA", "SCALAR",
        "OBJECT", "FIELD_DEFINITION", "ARGUMENT_DEFINITION", "INTERFACE", "UNION", "ENUM", "ENUM_VALUE",
        "INPUT_OBJECT", "INPUT_FIELD_DEFINITION", "DIRECTIVE_DEFINITION",
    ]
}
