extension Parser {
    /// Definition : ExecutableDefinition, TypeSystemDefinition, TypeSystemExtension
    ///
    /// - SeeAlso: GraphQL Sep 2025 §2.3
    mutating func parseDefinition() throws(SyntaxError) {
        if at(.leftBrace) { return try parseShorthand() }
        let description = try parseDescription()
        if let kind = operationKind() {
            try parseOperation(kind)
        } else if at(keyword: "fragment") {
            try parseFragment()
        } else if try !parseTypeSystemDefinition(description: description) {
            throw unexpected(
                expected: description == nil ? "a definition" : "a definition after its description")
        }
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
        let selectionSet = try parseSelectionSet(depth: 1)
        document.operations.append(
            Document.OperationDefinition(
                kind: .query, name: nil, nameOffset: offset, variableDefinitions: .empty, directives: .empty,
                selectionSet: selectionSet, offset: offset))
    }

    /// OperationDefinition : Description? OperationType Name? VariablesDefinition? Directives? SelectionSet
    ///
    /// - SeeAlso: GraphQL Sep 2025 §2.4
    private mutating func parseOperation(_ kind: Document.OperationKind) throws(SyntaxError) {
        let offset = token.offset
        try advance()
        let nameOffset = at(.name) ? token.offset : offset
        let name = at(.name) ? try parseName() : nil
        let variables = try parseVariableDefinitions()
        let directives = try parseDirectives(isConst: false)
        let selectionSet = try parseSelectionSet(depth: 1)
        document.operations.append(
            Document.OperationDefinition(
                kind: kind, name: name, nameOffset: nameOffset, variableDefinitions: variables,
                directives: directives, selectionSet: selectionSet, offset: offset))
    }

    /// FragmentDefinition : Description? `fragment` FragmentName TypeCondition Directives? SelectionSet
    ///
    /// - SeeAlso: GraphQL Sep 2025 §2.9
    private mutating func parseFragment() throws(SyntaxError) {
        let offset = token.offset
        try advance()
        if at(keyword: "on") { throw unexpected(expected: "the name of a fragment") }
        let nameOffset = token.offset
        let name = try parseName(expected: "the name of a fragment")
        try expect(keyword: "on")
        let typeOffset = token.offset
        let type = try parseName(expected: "the name of a type")
        let directives = try parseDirectives(isConst: false)
        let selectionSet = try parseSelectionSet(depth: 1)
        document.fragments.append(
            Document.FragmentDefinition(
                name: name, nameOffset: nameOffset, typeCondition: type, typeConditionOffset: typeOffset,
                directives: directives, selectionSet: selectionSet, offset: offset))
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
        _ = try parseDescription()
        let offset = token.offset
        try expect(.dollar)
        let name = try parseName(expected: "the name of a variable")
        try expect(.colon)
        let type = try parseType()
        let defaultValue = try eat(.equals) ? try parseRootValue(isConst: true) : nil
        let directives = try parseDirectives(isConst: true)
        document.variableDefinitions.append(
            Document.VariableDefinition(
                name: name, type: type, defaultValue: defaultValue, directives: directives, offset: offset))
    }
}
