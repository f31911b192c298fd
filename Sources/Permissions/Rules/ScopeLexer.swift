/// A token of a scope's condition.
struct ScopeToken: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        /// A keyword, in capitals.
        case keyword(String)
        /// The name of a column or table.
        case name(String)
        /// `:name`
        case claim(String)
        case text(String)
        case number(Int64)
        /// A comparison, a parenthesis or a comma.
        case sign(String)
    }

    let kind: Kind
    /// As written.
    let text: String
    let place: PermissionPlace
}

/// Parts the text of a condition into tokens; what is no part of the language ends it.
struct ScopeLexer {
    private static let keywords: Set<String> = [
        "AND", "OR", "NOT", "IS", "NULL", "ANY", "IN", "SELECT", "FROM", "WHERE", "TRUE", "FALSE",
    ]
    private static let signs = ["<>", "<=", ">=", "=", "<", ">", "(", ")", ","]

    private let scalars: [Unicode.Scalar]
    private let start: PermissionPlace
    private var position = 0
    private(set) var tokens: [ScopeToken] = []

    init(_ word: Word) throws(ScopeError) {
        scalars = Array(word.text.unicodeScalars)
        start = word.place
        while skipSpace() { tokens.append(try next()) }
    }

    /// The place behind the last token.
    var end: PermissionPlace { place(scalars.count) }

    private func place(_ offset: Int) -> PermissionPlace {
        PermissionPlace(line: start.line, column: start.column + offset)
    }

    private mutating func skipSpace() -> Bool {
        while position < scalars.count, " \t\n".unicodeScalars.contains(scalars[position]) { position += 1 }
        return position < scalars.count
    }

    private mutating func next() throws(ScopeError) -> ScopeToken {
        let first = position
        let kind = try kind()
        let text = String(String.UnicodeScalarView(scalars[first..<position]))
        return ScopeToken(kind: kind, text: text, place: place(first))
    }

    private mutating func kind() throws(ScopeError) -> ScopeToken.Kind {
        let scalar = scalars[position]
        for sign in Self.signs where scalars[position...].starts(with: sign.unicodeScalars) {
            position += sign.unicodeScalars.count
            return .sign(sign)
        }
        if scalar == "'" { return try quoted() }
        if scalar == ":" {
            position += 1
            let name = letters()
            if name.isEmpty { throw ScopeError(place(position), "a claim's name must follow the colon") }
            return .claim(name)
        }
        if ("0"..."9").contains(scalar) || scalar == "-" { return try number() }
        return try nameOrKeyword()
    }

    private mutating func letters() -> String {
        let first = position
        while position < scalars.count, scalars[position].isNamePart { position += 1 }
        return String(String.UnicodeScalarView(scalars[first..<position]))
    }

    private mutating func nameOrKeyword() throws(ScopeError) -> ScopeToken.Kind {
        let first = position
        let name = letters()
        guard !name.isEmpty else {
            throw ScopeError(place(first), "\(scalars[first]) cannot stand in a scope")
        }
        if Self.keywords.contains(name.uppercased()) { return .keyword(name.uppercased()) }
        let isIdentifier = name.unicodeScalars.first.map { ("a"..."z").contains($0) || $0 == "_" } ?? false
        guard isIdentifier, name == name.lowercased(), name.utf8.count <= 63 else {
            throw ScopeError(
                place(first), "\(name) is no SQL identifier: write it as in branch_id")
        }
        return .name(name)
    }

    private mutating func number() throws(ScopeError) -> ScopeToken.Kind {
        let first = position
        if scalars[position] == "-" { position += 1 }
        while position < scalars.count, ("0"..."9").contains(scalars[position]) { position += 1 }
        let text = String(String.UnicodeScalarView(scalars[first..<position]))
        guard let number = Int64(text) else { throw ScopeError(place(first), "\(text) is no number") }
        return .number(number)
    }

    /// A text without quotes and backslashes in it: codes of states need none.
    private mutating func quoted() throws(ScopeError) -> ScopeToken.Kind {
        let first = position
        position += 1
        while position < scalars.count, scalars[position] != "'" { position += 1 }
        guard position < scalars.count else { throw ScopeError(place(first), "the text does not end") }
        let text = String(String.UnicodeScalarView(scalars[first + 1..<position]))
        position += 1
        guard text.unicodeScalars.allSatisfy({ $0.isNamePart || $0 == " " || $0 == "-" }) else {
            throw ScopeError(place(first), "a text in a scope has letters, digits, - and _ only")
        }
        return .text(text)
    }
}

/// Why a scope is no condition.
struct ScopeError: Error {
    let place: PermissionPlace
    let message: String

    init(_ place: PermissionPlace, _ message: String) {
        self.place = place
        self.message = message
    }
}

extension Unicode.Scalar {
    fileprivate var isNamePart: Bool {
        ("a"..."z").contains(self) || ("A"..."Z").contains(self) || ("0"..."9").contains(self) || self == "_"
    }
}
