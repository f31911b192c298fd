extension Parser {
    /// TypeSystemDefinition : SchemaDefinition, TypeDefinition, DirectiveDefinition
    ///
    /// - Returns: Whether there was one.
    /// - SeeAlso: GraphQL Sep 2025 §3
    mutating func parseTypeSystemDefinition(description: Document.Value?) throws(SyntaxError) -> Bool {
        let offset = description?.offset ?? token.offset
        var name: NameID?
        if let kind = typeKind() {
            name = try parseTypeDefinition(
                kind, description: description, isExtension: false, from: offset)
        } else if at(keyword: "schema") {
            try parseSchemaDefinition(description: description, isExtension: false, from: offset)
        } else if at(keyword: "directive") {
            name = try parseDirectiveDefinition(description: description, from: offset)
        } else {
            return false
        }
        document.typeSystemDefinitions.append(Document.TypeSystemDefinition(name: name, offset: offset))
        return true
    }

    /// TypeSystemExtension : SchemaExtension, TypeExtension
    ///
    /// - SeeAlso: GraphQL Sep 2025 §3.1
    mutating func parseTypeSystemExtension() throws(SyntaxError) {
        let offset = token.offset
        try advance()
        var name: NameID?
        if let kind = typeKind() {
            name = try parseTypeDefinition(kind, description: nil, isExtension: true, from: offset)
        } else if at(keyword: "schema") {
            try parseSchemaDefinition(description: nil, isExtension: true, from: offset)
        } else if at(keyword: "directive") {
            name = try parseDirectiveExtension(from: offset)
        } else {
            throw unexpected(expected: "a type, a schema or a directive to extend")
        }
        document.typeSystemDefinitions.append(Document.TypeSystemDefinition(name: name, offset: offset))
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
    /// SchemaExtension : `extend` `schema` Directives? (`{` RootOperationTypeDefinition+ `}`)?, not both
    /// absent
    ///
    /// - SeeAlso: GraphQL Sep 2025 §3.3
    private mutating func parseSchemaDefinition(
        description: Document.Value?, isExtension: Bool, from offset: Int32
    ) throws(SyntaxError) {
        try advance()
        let directives = try parseDirectives(isConst: true)
        var rootTypes: [SchemaDocument.RootType] = []
        if at(.leftBrace) || !isExtension || directives.isEmpty {
            try expect(.leftBrace)
            repeat { rootTypes.append(try parseRootType()) } while !at(.rightBrace)
            try advance()
        }
        typeSystem.schemas.append(
            SchemaDocument.SchemaDefinition(
                description: description, directives: directives, rootTypes: rootTypes,
                isExtension: isExtension, offset: offset))
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
}
