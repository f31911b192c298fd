extension Parser {
    /// SelectionSet : `{` Selection+ `}`
    ///
    /// - SeeAlso: GraphQL Sep 2025 §2.5
    mutating func parseSelectionSet() throws(SyntaxError) -> IndexRange {
        try enter()
        try expect(.leftBrace)
        let base = openSelections.count
        repeat {
            openSelections.append(at(.spread) ? try parseFragmentUse() : try parseField())
        } while !at(.rightBrace)
        try advance()
        let start = document.selections.count
        document.selections.append(contentsOf: openSelections[base...])
        openSelections.removeSubrange(base...)
        leave()
        return IndexRange(start, document.selections.count)
    }

    /// Field : Alias? Name Arguments? Directives? SelectionSet?
    ///
    /// - SeeAlso: GraphQL Sep 2025 §2.6
    private mutating func parseField() throws(SyntaxError) -> Document.Selection {
        let offset = token.offset
        var nameOffset = offset
        var name = try parseName(expected: "a field")
        var alias: NameID?
        if try eat(.colon) {
            alias = name
            nameOffset = token.offset
            name = try parseName(expected: "the name of a field")
        }
        let arguments = at(.leftParenthesis) ? try parseArguments(isConst: false) : .empty
        let directives = at(.at) ? try parseDirectives(isConst: false) : .empty
        let selectionSet = at(.leftBrace) ? try parseSelectionSet() : .empty
        document.fields.append(
            Document.Field(
                alias: alias, name: name, arguments: arguments, directives: directives,
                selectionSet: selectionSet,
                offset: offset, nameOffset: nameOffset))
        return Document.Selection(kind: .field, index: document.fields.count - 1)
    }

    /// FragmentSpread : `...` FragmentName Directives?
    ///
    /// InlineFragment : `...` TypeCondition? Directives? SelectionSet
    ///
    /// - SeeAlso: GraphQL Sep 2025 §2.9
    private mutating func parseFragmentUse() throws(SyntaxError) -> Document.Selection {
        let offset = token.offset
        try advance()
        let nameOffset = token.offset
        if at(.name), !at(keyword: "on") {
            let name = try parseName()
            let directives = try parseDirectives(isConst: false)
            document.fragmentSpreads.append(
                Document.FragmentSpread(
                    name: name, nameOffset: nameOffset, directives: directives, offset: offset))
            return Document.Selection(kind: .fragmentSpread, index: document.fragmentSpreads.count - 1)
        }
        let hasCondition = try eat(keyword: "on")
        let typeOffset = hasCondition ? token.offset : offset
        let type = hasCondition ? try parseName(expected: "the name of a type") : nil
        let directives = try parseDirectives(isConst: false)
        let selectionSet = try parseSelectionSet()
        document.inlineFragments.append(
            Document.InlineFragment(
                typeCondition: type, typeConditionOffset: typeOffset, directives: directives,
                selectionSet: selectionSet, offset: offset))
        return Document.Selection(kind: .inlineFragment, index: document.inlineFragments.count - 1)
    }

    /// Arguments : `(` Argument+ `)`
    ///
    /// Argument : Name `:` Value
    ///
    /// - SeeAlso: GraphQL Sep 2025 §2.7
    mutating func parseArguments(isConst: Bool) throws(SyntaxError) -> IndexRange {
        guard try eat(.leftParenthesis) else { return .empty }
        let start = document.arguments.count
        repeat {
            let offset = token.offset
            let name = try parseName(expected: "the name of an argument")
            try expect(.colon)
            let value = try parseRootValue(isConst: isConst)
            document.arguments.append(Document.Argument(name: name, value: value, offset: offset))
        } while !at(.rightParenthesis)
        try advance()
        return IndexRange(start, document.arguments.count)
    }

    /// Directives : Directive+
    ///
    /// Directive : `@` Name Arguments?
    ///
    /// - SeeAlso: GraphQL Sep 2025 §2.13
    mutating func parseDirectives(isConst: Bool) throws(SyntaxError) -> IndexRange {
        guard at(.at) else { return .empty }
        let start = document.directives.count
        while at(.at) {
            let offset = token.offset
            try advance()
            let name = try parseName(expected: "the name of a directive")
            let arguments = try parseArguments(isConst: isConst)
            document.directives.append(Document.Directive(name: name, arguments: arguments, offset: offset))
        }
        return IndexRange(start, document.directives.count)
    }
}
