/// What a statement's rows depend on besides its parameters, read off its text.
///
/// Whatever this can't tell for certain makes `tables` nil: then nobody may keep the rows. A new function or
/// form of clause in a loader therefore costs speed and never truth.
struct StatementReads: Sendable, Equatable {
    /// The tables; nil where the text holds something that is not known here.
    let tables: Set<String>?
    /// The number, from 1, of the parameter in whose place the clock is read where it is null; nil where no
    /// clock is read.
    let momentParameter: Int?

    private init(tables: Set<String>?, momentParameter: Int? = nil) {
        self.tables = tables
        self.momentParameter = momentParameter
    }

    /// Reads a text as loaders write it.
    init(_ sql: String) {
        guard let tokens = Self.tokens(of: sql) else {
            self.init(tables: nil)
            return
        }
        var reader = ReadsReader(tokens: tokens)
        self = reader.read() ? Self(tables: reader.tables, momentParameter: reader.moment) : Self(tables: nil)
    }

    /// Words in lower case, parameters and single signs; texts in quotes are left out. Nil for quoted names.
    private static func tokens(of sql: String) -> [String]? {
        var tokens: [String] = []
        var word: [UInt8] = []
        var isQuoted = false
        for byte in sql.utf8 {
            if isQuoted {
                isQuoted = byte != UInt8(ascii: "'")
                continue
            }
            if let part = wordPart(byte) {
                word.append(part)
                continue
            }
            if !word.isEmpty { tokens.append(String(decoding: word, as: UTF8.self)) }
            word.removeAll(keepingCapacity: true)
            switch byte {
            case UInt8(ascii: "\""): return nil
            case UInt8(ascii: "'"): isQuoted = true
            case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\t"): break
            default: tokens.append(String(UnicodeScalar(byte)))
            }
        }
        if !word.isEmpty { tokens.append(String(decoding: word, as: UTF8.self)) }
        return isQuoted ? nil : tokens
    }

    /// A byte of a name, number or parameter in lower case; nil for any other.
    private static func wordPart(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "_"), UInt8(ascii: "$"), 0x80...:
            byte
        default: nil
        }
    }
}

/// Walks the words of one statement.
private struct ReadsReader {
    let tokens: [String]
    var tables: Set<String> = []
    var moment: Int?
    private var commonTables: Set<String> = []

    init(tokens: [String]) { self.tokens = tokens }

    /// Functions of their arguments alone, and keywords that stand before a parenthesis.
    private static let known: Set<String> = [
        "coalesce", "unnest", "bool_or", "schedule_matches", "trim_scale", "string_to_array",
        "array_position", "now",
        "any", "in", "exists", "as", "and", "or", "not", "when", "then", "else", "from", "join", "lateral",
        "on", "where", "by", "having", "select", "union",
    ]
    /// What may follow an item of FROM: a comma would bring another item.
    private static let followers: Set<String> = [
        "where", "join", "left", "cross", "on", "group", "order", "limit", "union", "having", ")",
    ]
    /// Values of the session or of the clock.
    private static let changing: Set<String> = [
        "current_date", "current_time", "current_timestamp", "localtime", "localtimestamp", "current_user",
        "session_user", "current_role", "user", "current_catalog", "current_schema", "for",
    ]

    /// Whether everything is known.
    mutating func read() -> Bool {
        for index in tokens.indices where isName(tokens[index]) {
            let token = tokens[index]
            if Self.changing.contains(token) { return false }
            if token == "now", !readMoment(at: index) { return false }
            if token == "from" || token == "join", !readItem(at: index + 1) { return false }
            if self[index + 1] == "(", !isKnown(at: index) { return false }
        }
        tables.subtract(commonTables)
        return true
    }

    private subscript(index: Int) -> String { tokens.indices.contains(index) ? tokens[index] : "" }

    private func isName(_ token: String) -> Bool {
        token.utf8.first.map { $0 >= UInt8(ascii: "_") } ?? false
    }

    /// Whether a name before a parenthesis is a function or keyword that is known, or the alias of a row set.
    private mutating func isKnown(at index: Int) -> Bool {
        let (name, before) = (self[index], self[index - 1])
        if before == "with" || before == "recursive" { commonTables.insert(name) }
        return Self.known.contains(name) || ["as", "with", "recursive"].contains(before)
    }

    /// `coalesce($3, now())`, and the same parameter each time.
    private mutating func readMoment(at index: Int) -> Bool {
        guard self[index - 4] == "coalesce", self[index - 3] == "(", self[index - 1] == ",",
            self[index + 1] == "(", self[index + 2] == ")", self[index + 3] == ")",
            self[index - 2].first == "$", let number = Int(self[index - 2].dropFirst())
        else { return false }
        defer { moment = number }
        return moment == nil || moment == number
    }

    /// A table, a row set of arrays, or a statement in parentheses, with its alias, and no further one.
    private mutating func readItem(at start: Int) -> Bool {
        var index = self[start] == "lateral" ? start + 1 : start
        if self[index] == "(" {
            index = end(ofParenthesisAt: index)
        } else if self[index + 1] == "(" {
            guard self[index] == "unnest" else { return false }
            index = end(ofParenthesisAt: index + 1)
        } else {
            guard isName(self[index]) else { return false }
            tables.insert(self[index])
            index += 1
        }
        if self[index] == "with", self[index + 1] == "ordinality" { index += 2 }
        if self[index] == "as" {
            index += 2
            if self[index] == "(" { index = end(ofParenthesisAt: index) }
        }
        return index >= tokens.count || Self.followers.contains(self[index])
    }

    /// The place behind the parenthesis that closes the one at `start`.
    private func end(ofParenthesisAt start: Int) -> Int {
        var depth = 0
        for index in tokens.indices where index >= start {
            if tokens[index] == "(" { depth += 1 }
            if tokens[index] == ")" { depth -= 1 }
            if depth == 0 { return index + 1 }
        }
        return tokens.count
    }
}
