extension Parser {
    /// Definition : ExecutableDefinition, TypeSystemDefinition, TypeSystemExtension
    ///
    /// - SeeAlso: GraphQL Sep 2025 §2.3
    mutating func parseDefinition() throws(SyntaxError) {
        if at(.leftBrace) { return try parseShorthand() }
        let description = try parseDescription()
        if let kind = operationKind() { return try parseOperation(kind, description: description) }
        if at(keyword: "fragment") { return try parseFragment(description: description) }
        if at(keyword: "extend"), description == nil { return try parseTypeSystemExtension() }
        if try parseTypeSystemDefinition(description: description) { return }
        guard let description else { throw unexpected(expected: "a definition") }
        throw misplaced(description)
    }

    /// The error of a description that does not stand before a definition.
    ///
    /// - SeeAlso: GraphQL Sep 2025 §2.2
    private func misplaced(_ description: Document.Value) -> SyntaxError {
        let offset = Int(description.offset)
        if at(.leftBrace) {
            return error(
                "Unexpected description: a query without the keyword \"query\" cannot have one.", at: offset)
        }
        if at(keyword: "extend") {
            return error("Unexpected description: an extension cannot have one.", at: offset)
        }
        if at(.name) {
            return error(
                "Unexpected description: expected a definition after it, found \(tokenDescription).",
                at: offset)
        }
        return unexpected(expected: "a definition after its description")
    }

    /// Description : StringValue
    mutating func parseDescription() throws(SyntaxError) -> Document.Value? {
        guard at(.string) || at(.blockString) else { return nil }
        return try parseString()
    }

    /// OperationType : one of `query` `mutation` `subscription`
    func operationKind() -> Document.OperationKind? {
        if at(keyword: "query") { return .query }
        if at(keyword: "mutation") { return .mutation }
        return at(keyword: "subscription") ? .subscription : nil
    }

    /// OperationDefinition : SelectionSet
    private mutating func parseShorthand() throws(SyntaxError) {
        let offset = token.offset
        let selectionSet = try parseSelectionSet()
        document.operations.append(
            Document.OperationDefinition(
                description: nil, kind: .query, name: nil, nameOffset: offset, variableDefinitions: .empty,
                directives: .empty, selectionSet: selectionSet, offset: offset))
    }

    /// OperationDefinition : Description? OperationType Name? VariablesDefinition? Directives? SelectionSet
    ///
    /// - SeeAlso: GraphQL Sep 2025 §2.4
    private mutating func parseOperation(
        _ kind: Document.OperationKind, description: Document.Value?
    ) throws(SyntaxError) {
        let offset = description?.offset ?? token.offset
        try advance()
        let nameOffset = at(.name) ? token.offset : offset
        let name = at(.name) ? try parseName() : nil
        let variables = try parseVariableDefinitions()
        let directives = try parseDirectives(isConst: false)
        let selectionSet = try parseSelectionSet()
        document.operations.append(
            Document.OperationDefinition(
                description: description, kind: kind, name: name, nameOffset: nameOffset,
                variableDefinitions: variables, directives: directives, selectionSet: selectionSet,
                offset: offset))
    }

    /// FragmentDefinition : Description? `fragment` FragmentName TypeCondition Directives? SelectionSet
    ///
    /// - SeeAlso: GraphQL Sep 2025 §2.9
    private mutating func parseFragment(description: Document.Value?) throws(SyntaxError) {
        let offset = description?.offset ?? token.offset
        try advance()
        if at(keyword: "on") { throw unexpected(expected: "the name of a fragment") }
        let nameOffset = token.offset
        let name = try parseName(expected: "the name of a fragment")
        try expect(keyword: "on")
        let typeOffset = token.offset
        let type = try parseName(expected: "the name of a type")
        let directives = try parseDirectives(isConst: false)
        let selectionSet = try parseSelectionSet()
        document.fragments.append(
            Document.FragmentDefinition(
                description: description, name: name, nameOffset: nameOffset, typeCondition: type,
                typeConditionOffset: typeOffset, directives: directives, selectionSet: selectionSet,
                offset: offset))
    }

    /// VariablesDefinition : `(` VariableDefinition+ `)`
    ///
    /// - SeeAlso: GraphQL Sep 2025 §2.11
    private mutating func parseVariableDefinitions() throws(SyntaxError) -> IndexRange {
        guard try eat(.leftParenthesis) else { return .empty }
        let start = document.variableDefinitions.count
        repeat { try parseVariableDefinition() } while !at(.rightParenthesis)
        try advance()
        return IndexRange(start, document.variableDefinitions.count)
    }

    /// VariableDefinition : Description? Variable `:` Type DefaultValue? Directives?
    private mutating func parseVariableDefinition() throws(SyntaxError) {
        let description = try parseDescription()
        let offset = description?.offset ?? token.offset
        try expect(.dollar)
        let nameOffset = token.offset
        let name = try parseName(expected: "the name of a variable")
        try expect(.colon)
        let type = try parseType()
        let defaultValue = try eat(.equals) ? try parseRootValue(isConst: true) : nil
        let directives = try parseDirectives(isConst: true)
        document.variableDefinitions.append(
            Document.VariableDefinition(
                description: description, name: name, nameOffset: nameOffset, type: type,
                defaultValue: defaultValue, directives: directives, offset: offset))
    }
}
