extension Parser {
    /// ScalarTypeDefinition, ObjectTypeDefinition, InterfaceTypeDefinition, UnionTypeDefinition,
    /// EnumTypeDefinition, InputObjectTypeDefinition, or the extension of one
    ///
    /// - SeeAlso: GraphQL Sep 2025 §3.4
    mutating func parseTypeDefinition(
        _ kind: SchemaDocument.Kind, description: Document.Value?, isExtension: Bool, from offset: Int32
    ) throws(SyntaxError) -> NameID {
        try advance()
        let nameOffset = token.offset
        var type = SchemaDocument.TypeDefinition(
            kind: kind, name: try parseName(expected: "the name of a type"), nameOffset: nameOffset,
            description: description, isExtension: isExtension, offset: offset)
        if kind == .object || kind == .interface { type.interfaces = try parseImplementedInterfaces() }
        type.directives = try parseDirectives(isConst: true)
        switch kind {
        case .scalar: break
        case .object, .interface: type.fields = try parseFieldDefinitions()
        case .union: type.members = try parseUnionMembers()
        case .enumeration: type.enumValues = try parseEnumValues()
        case .inputObject: type.inputFields = try parseInputValues(.leftBrace, .rightBrace)
        }
        if isExtension, type.isEmpty { throw unexpected(expected: expectation(ofExtension: kind)) }
        typeSystem.types.append(type)
        return type.name
    }

    /// What an extension that adds nothing lacks.
    private func expectation(ofExtension kind: SchemaDocument.Kind) -> String {
        switch kind {
        case .scalar: "a directive"
        case .object, .interface: "\"implements\", a directive or \"{\""
        case .union: "a directive or \"=\""
        case .enumeration, .inputObject: "a directive or \"{\""
        }
    }

    /// ImplementsInterfaces : `implements` `&`? NamedType (`&` NamedType)*
    private mutating func parseImplementedInterfaces() throws(SyntaxError) -> [SchemaDocument.NamedType] {
        guard try eat(keyword: "implements") else { return [] }
        _ = try eat(.ampersand)
        var interfaces: [SchemaDocument.NamedType] = []
        repeat { interfaces.append(try parseNamedType()) } while try eat(.ampersand)
        return interfaces
    }

    /// UnionMemberTypes : `=` `|`? NamedType (`|` NamedType)*
    private mutating func parseUnionMembers() throws(SyntaxError) -> [SchemaDocument.NamedType] {
        guard try eat(.equals) else { return [] }
        _ = try eat(.pipe)
        var members: [SchemaDocument.NamedType] = []
        repeat { members.append(try parseNamedType()) } while try eat(.pipe)
        return members
    }

    /// FieldsDefinition : `{` FieldDefinition+ `}`
    ///
    /// FieldDefinition : Description? Name ArgumentsDefinition? `:` Type Directives?
    private mutating func parseFieldDefinitions() throws(SyntaxError) -> [SchemaDocument.FieldDefinition] {
        guard try eat(.leftBrace) else { return [] }
        var fields: [SchemaDocument.FieldDefinition] = []
        repeat {
            let description = try parseDescription()
            let offset = token.offset
            let name = try parseName(expected: "the name of a field")
            let arguments = try parseInputValues(.leftParenthesis, .rightParenthesis)
            try expect(.colon)
            let type = try parseType()
            fields.append(
                SchemaDocument.FieldDefinition(
                    description: description, name: name, arguments: arguments, type: type,
                    directives: try parseDirectives(isConst: true), offset: offset))
        } while !at(.rightBrace)
        try advance()
        return fields
    }

    /// EnumValuesDefinition : `{` EnumValueDefinition+ `}`
    ///
    /// EnumValueDefinition : Description? EnumValue Directives?
    private mutating func parseEnumValues() throws(SyntaxError) -> [SchemaDocument.EnumValueDefinition] {
        guard try eat(.leftBrace) else { return [] }
        var values: [SchemaDocument.EnumValueDefinition] = []
        repeat {
            let description = try parseDescription()
            let offset = token.offset
            if at(keyword: "true") || at(keyword: "false") || at(keyword: "null") {
                throw unexpected(expected: "an enum value")
            }
            let name = try parseName(expected: "an enum value")
            values.append(
                SchemaDocument.EnumValueDefinition(
                    description: description, name: name, directives: try parseDirectives(isConst: true),
                    offset: offset))
        } while !at(.rightBrace)
        try advance()
        return values
    }

    /// ArgumentsDefinition : `(` InputValueDefinition+ `)`
    ///
    /// InputFieldsDefinition : `{` InputValueDefinition+ `}`
    ///
    /// InputValueDefinition : Description? Name `:` Type DefaultValue? Directives?
    mutating func parseInputValues(
        _ open: Token.Kind, _ close: Token.Kind
    ) throws(SyntaxError) -> [SchemaDocument.InputValueDefinition] {
        guard try eat(open) else { return [] }
        var values: [SchemaDocument.InputValueDefinition] = []
        repeat {
            let description = try parseDescription()
            let offset = token.offset
            let name = try parseName()
            try expect(.colon)
            let type = try parseType()
            let defaultValue = try eat(.equals) ? try parseRootValue(isConst: true) : nil
            values.append(
                SchemaDocument.InputValueDefinition(
                    description: description, name: name, type: type, defaultValue: defaultValue,
                    directives: try parseDirectives(isConst: true), offset: offset))
        } while !at(close)
        try advance()
        return values
    }
}

extension SchemaDocument.TypeDefinition {
    /// Whether nothing follows the name.
    fileprivate var isEmpty: Bool {
        interfaces.isEmpty && directives.isEmpty && fields.isEmpty && inputFields.isEmpty
            && enumValues.isEmpty && members.isEmpty
    }
}
