extension Parser {
    /// Reads a value that is no part of another one and returns its index.
    mutating func parseRootValue(isConst: Bool) throws(SyntaxError) -> Int32 {
        let value = try parseValue(isConst: isConst)
        document.values.append(value)
        return Int32(truncatingIfNeeded: document.values.count - 1)
    }

    /// Value : Variable, IntValue, FloatValue, StringValue, BooleanValue, NullValue, EnumValue, ListValue,
    /// ObjectValue
    ///
    /// - SeeAlso: GraphQL Sep 2025 §2.10
    private mutating func parseValue(isConst: Bool) throws(SyntaxError) -> Document.Value {
        switch token.kind {
        case .int: return try parseLiteral(.int)
        case .float: return try parseLiteral(.float)
        case .string, .blockString: return try parseString()
        case .name: return try parseNamedValue()
        case .leftBracket: return try parseList(isConst: isConst)
        case .leftBrace: return try parseObject(isConst: isConst)
        case .dollar where !isConst: return try parseVariable()
        case .dollar: throw unexpected(expected: "a value without variables")
        default: throw unexpected(expected: "a value")
        }
    }

    /// StringValue
    mutating func parseString() throws(SyntaxError) -> Document.Value {
        try parseLiteral(at(.blockString) ? .blockString : .string)
    }

    /// The current token as a value without parts.
    private mutating func parseLiteral(_ kind: Document.Value.Kind) throws(SyntaxError) -> Document.Value {
        let value = makeValue(kind, from: token.offset, length: token.length)
        try advance()
        return value
    }

    /// BooleanValue : one of `true` `false`; NullValue : `null`; EnumValue : Name but not those
    private mutating func parseNamedValue() throws(SyntaxError) -> Document.Value {
        if at(keyword: "true") { return try parseLiteral(.true) }
        if at(keyword: "false") { return try parseLiteral(.false) }
        if at(keyword: "null") { return try parseLiteral(.null) }
        let (offset, length) = (token.offset, token.length)
        return makeValue(.enumeration, from: offset, length: length, name: try parseName())
    }

    /// Variable : `$` Name
    private mutating func parseVariable() throws(SyntaxError) -> Document.Value {
        let offset = token.offset
        try advance()
        let length = token.offset + token.length - offset
        return makeValue(
            .variable, from: offset, length: length, name: try parseName(expected: "the name of a variable"))
    }

    /// ListValue : `[` Value* `]`
    private mutating func parseList(isConst: Bool) throws(SyntaxError) -> Document.Value {
        try enter()
        let offset = token.offset
        try advance()
        let base = openValues.count
        while !at(.rightBracket) { openValues.append(try parseValue(isConst: isConst)) }
        try advance()
        let start = document.values.count
        document.values.append(contentsOf: openValues[base...])
        openValues.removeSubrange(base...)
        leave()
        return makeValue(.list, from: offset, length: 1, children: IndexRange(start, document.values.count))
    }

    /// ObjectValue : `{` ObjectField* `}`
    private mutating func parseObject(isConst: Bool) throws(SyntaxError) -> Document.Value {
        try enter()
        let offset = token.offset
        try advance()
        let base = openObjectFields.count
        while !at(.rightBrace) {
            let nameOffset = token.offset
            let name = try parseName(expected: "the name of an input field")
            try expect(.colon)
            let value = try parseValue(isConst: isConst)
            document.values.append(value)
            openObjectFields.append(
                Document.ObjectField(
                    name: name, value: Int32(truncatingIfNeeded: document.values.count - 1),
                    offset: nameOffset))
        }
        try advance()
        let start = document.objectFields.count
        document.objectFields.append(contentsOf: openObjectFields[base...])
        openObjectFields.removeSubrange(base...)
        leave()
        return makeValue(
            .object, from: offset, length: 1, children: IndexRange(start, document.objectFields.count))
    }

    private func makeValue(
        _ kind: Document.Value.Kind, from offset: Int32, length: Int32, name: NameID = NameID(rawValue: -1),
        children: IndexRange = .empty
    ) -> Document.Value {
        Document.Value(kind: kind, name: name, children: children, offset: offset, length: length)
    }
}
