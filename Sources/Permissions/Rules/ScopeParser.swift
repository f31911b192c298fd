/// Reads a scope's condition:
///
///     or         := and (OR and)*
///     and        := not (AND not)*
///     not        := NOT not | "(" or ")" | test
///     test       := operand comparison operand | operand = ANY "(" :claim ")" | operand IS [NOT] NULL
///                 | operand [NOT] IN "(" literal ("," literal)* ")"
///                 | operand IN "(" SELECT column FROM table [WHERE or] ")"
struct ScopeParser {
    /// Parentheses and sub-selects within each other.
    static let depthMax = 16

    private let lexer: ScopeLexer
    private var position = 0
    private var depth = 0
    /// The claims with their places, and whether each stands in ANY.
    private(set) var claims: [(word: Word, isList: Bool)] = []

    init(_ word: Word) throws(ScopeError) {
        lexer = try ScopeLexer(word)
    }

    mutating func parse() throws(ScopeError) -> ScopePredicate {
        let predicate = try parseOr()
        guard let rest = current else { return predicate }
        throw ScopeError(rest.place, "\(rest.text) cannot stand here")
    }

    private var current: ScopeToken? {
        position < lexer.tokens.count ? lexer.tokens[position] : nil
    }

    private mutating func eat(_ kind: ScopeToken.Kind) -> Bool {
        guard current?.kind == kind else { return false }
        position += 1
        return true
    }

    private mutating func expect(_ kind: ScopeToken.Kind, _ wanted: String) throws(ScopeError) {
        guard eat(kind) else { throw missing(wanted) }
    }

    private func missing(_ wanted: String) -> ScopeError {
        guard let current else { return ScopeError(lexer.end, "\(wanted) is missing at the end") }
        return ScopeError(current.place, "expected \(wanted), found \(current.text)")
    }

    private mutating func parseOr() throws(ScopeError) -> ScopePredicate {
        depth += 1
        defer { depth -= 1 }
        if depth > Self.depthMax {
            throw ScopeError(current?.place ?? lexer.end, "deeper than \(Self.depthMax) levels")
        }
        var parts = [try parseAnd()]
        while eat(.keyword("OR")) { parts.append(try parseAnd()) }
        return parts.count == 1 ? parts[0] : .or(parts)
    }

    private mutating func parseAnd() throws(ScopeError) -> ScopePredicate {
        var parts = [try parseNot()]
        while eat(.keyword("AND")) { parts.append(try parseNot()) }
        return parts.count == 1 ? parts[0] : .and(parts)
    }

    private mutating func parseNot() throws(ScopeError) -> ScopePredicate {
        var isNegated = false
        while eat(.keyword("NOT")) { isNegated.toggle() }
        let part: ScopePredicate
        if eat(.sign("(")) {
            part = try parseOr()
            try expect(.sign(")"), ")")
        } else {
            part = try parseTest()
        }
        return isNegated ? .not(part) : part
    }

    private mutating func parseTest() throws(ScopeError) -> ScopePredicate {
        let value = try parseOperand()
        if eat(.keyword("IS")) {
            let isNegated = eat(.keyword("NOT"))
            try expect(.keyword("NULL"), "NULL")
            return isNegated ? .not(.isNull(value)) : .isNull(value)
        }
        if eat(.keyword("NOT")) {
            try expect(.keyword("IN"), "IN")
            return .not(try parseList(value))
        }
        if eat(.keyword("IN")) { return try parseList(value) }
        guard case .sign(let sign)? = current?.kind,
            let comparison = ScopePredicate.Comparison(rawValue: sign)
        else { throw missing("a comparison") }
        position += 1
        if comparison == .equal, eat(.keyword("ANY")) {
            try expect(.sign("("), "(")
            guard case .claim(let name)? = current?.kind else { throw missing("a claim, as in :branches") }
            note(name, isList: true)
            position += 1
            try expect(.sign(")"), ")")
            return .isAny(value, claim: name)
        }
        return .comparison(value, comparison, try parseOperand())
    }

    private mutating func note(_ name: String, isList: Bool) {
        guard let current else { return }
        claims.append((Word(text: name, place: current.place), isList))
    }

    private mutating func parseList(
        _ value: ScopePredicate.Operand
    ) throws(ScopeError) -> ScopePredicate {
        try expect(.sign("("), "(")
        if eat(.keyword("SELECT")) {
            let column = try parseName("the name of a column")
            try expect(.keyword("FROM"), "FROM")
            let table = try parseName("the name of a table")
            let condition = eat(.keyword("WHERE")) ? try parseOr() : nil
            try expect(.sign(")"), ")")
            return .isSelected(value, column: column, table: table, condition)
        }
        var values = [try parseOperand()]
        while eat(.sign(",")) { values.append(try parseOperand()) }
        try expect(.sign(")"), ")")
        return .isAmong(value, values)
    }

    private mutating func parseName(_ wanted: String) throws(ScopeError) -> String {
        guard case .name(let name)? = current?.kind else { throw missing(wanted) }
        position += 1
        return name
    }

    private mutating func parseOperand() throws(ScopeError) -> ScopePredicate.Operand {
        let operand: ScopePredicate.Operand
        switch current?.kind {
        case .name(let name)?: operand = .column(name)
        case .text(let text)?: operand = .text(text)
        case .number(let number)?: operand = .number(number)
        case .keyword("TRUE")?: operand = .flag(true)
        case .keyword("FALSE")?: operand = .flag(false)
        case .claim(let name)?:
            note(name, isList: false)
            operand = .claim(name)
        default: throw missing("a column, a claim or a value")
        }
        position += 1
        return operand
    }
}
