extension Parser {
    /// TypeSystemDefinition : SchemaDefinition, TypeDefinition, DirectiveDefinition
    ///
    /// TypeSystemExtension : `extend` SchemaDefinition, `extend` TypeDefinition
    ///
    /// - Returns: Whether there was one.
    /// - SeeAlso: GraphQL Sep 2025 §3
    mutating func parseTypeSystemDefinition(description: Document.Value?) throws(SyntaxError) -> Bool {
        let offset = description?.offset ?? token.offset
        let isExtension = description == nil ? try eat(keyword: "extend") : false
        var name: NameID?
        if let kind = typeKind() {
            let type = try parseTypeDefinition(
                kind, description: description, isExtension: isExtension, from: offset)
            name = type.name
            typeSystem.types.append(type)
        } else if at(keyword: "schema") {
            typeSystem.schemas.append(
                try parseSchemaDefinition(description: description, isExtension: isExtension, from: offset))
        } else if at(keyword: "directive"), !isExtension {
            let directive = try parseDirectiveDefinition(description: description)
            name = directive.name
            typeSystem.directives.append(directive)
        } else {
            if isExtension { throw unexpected(expected: "a type or schema to extend") }
            return false
        }
        document.typeSystemDefinitions.append(Document.TypeSystemDefinition(name: name, offset: offset))
        return true
    }

    /// The kind of type definition that the current token starts.
    private func typeKind() -> SchemaDocument.Kind? {
        if at(keyword: "type") { return .object }
        if at(keyword: "interface") { return .interface }
        if at(keyword: "input") { return .inputObject }
        if at(keyword: "enum") { return .enumeration }
        if at(keyword: "union") { return .union }
        return at(keyword: "scalar") ? .scalar : nil
    }

    /// SchemaDefinition : Description? `schema` Directives? `{` RootOperationTypeDefinition+ `}`
    ///
    /// - SeeAlso: GraphQL Sep 2025 §3.3
    private mutating func parseSchemaDefinition(
        description: Document.Value?, isExtension: Bool, from offset: Int32
    ) throws(SyntaxError) -> SchemaDocument.SchemaDefinition {
        try advance()
        let directives = try parseDirectives(isConst: true)
        var rootTypes: [SchemaDocument.RootType] = []
        if at(.leftBrace) || !isExtension || directives.isEmpty {
            try expect(.leftBrace)
            repeat { rootTypes.append(try parseRootType()) } while !at(.rightBrace)
            try advance()
        }
        return SchemaDocument.SchemaDefinition(
            description: description, directives: directives, rootTypes: rootTypes, isExtension: isExtension,
            offset: offset)
    }

    /// RootOperationTypeDefinition : OperationType `:` NamedType
    private mutating func parseRootType() throws(SyntaxError) -> SchemaDocument.RootType {
        let offset = token.offset
        guard let kind = operationKind() else {
            throw unexpected(expected: "\"query\", \"mutation\" or \"subscription\"")
        }
        try advance()
        try expect(.colon)
        return SchemaDocument.RootType(kind: kind, type: try parseNamedType(), offset: offset)
    }

    /// NamedType : Name
    mutating func parseNamedType() throws(SyntaxError) -> SchemaDocument.NamedType {
        let offset = token.offset
        return SchemaDocument.NamedType(name: try parseName(expected: "the name of a type"), offset: offset)
    }

    /// DirectiveDefinition :
    /// Description? `directive` `@` Name ArgumentsDefinition? `repeatable`? `on` DirectiveLocations
    ///
    /// - SeeAlso: GraphQL Sep 2025 §3.13
    private mutating func parseDirectiveDefinition(
        description: Document.Value?
    ) throws(SyntaxError) -> SchemaDocument.DirectiveDefinition {
        try advance()
        try expect(.at)
        let offset = token.offset
        let name = try parseName(expected: "the name of a directive")
        let arguments = try parseInputValues(.leftParenthesis, .rightParenthesis)
        let isRepeatable = try eat(keyword: "repeatable")
        try expect(keyword: "on")
        _ = try eat(.pipe)
        var locations: [SchemaDocument.NamedType] = []
        repeat { locations.append(try parseNamedType()) } while try eat(.pipe)
        return SchemaDocument.DirectiveDefinition(
            description: description, name: name, arguments: arguments, isRepeatable: isRepeatable,
            locations: locations, offset: offset)
    }
}
