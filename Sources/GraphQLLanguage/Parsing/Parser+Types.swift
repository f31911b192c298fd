extension Parser {
    /// Type : NamedType, ListType, NonNullType
    ///
    /// Read in a loop: the lists open first, then each closes with its own `!`.
    ///
    /// - SeeAlso: GraphQL Sep 2025 §2.12
    mutating func parseType() throws(SyntaxError) -> Document.TypeReference {
        let offset = token.offset
        var depth = 0
        while try eat(.leftBracket) {
            depth += 1
            try enter()
            if depth > TypeWrapping.listDepthMax { throw listDepthError() }
        }
        leave(levels: depth)
        let nameOffset = token.offset
        let name = try parseName(expected: "a type")
        var wrapping = TypeWrapping.none
        if try eat(.exclamationMark) { wrapping = wrapping.nonNull }
        for _ in 0..<depth {
            try expect(.rightBracket)
            wrapping = wrapping.asList
            if try eat(.exclamationMark) { wrapping = wrapping.nonNull }
        }
        return Document.TypeReference(name: name, wrapping: wrapping, offset: offset, nameOffset: nameOffset)
    }
}
