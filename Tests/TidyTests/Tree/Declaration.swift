/// What the words at the beginning of a line of code declare.
struct Declaration: Equatable {
    /// The words before the keyword: access, `static`, `mutating`, ….
    var modifiers: [String]
    /// `func`, `var`, `struct`, ….
    var keyword: String
    /// The name that follows; for an operator its signs.
    var name: String

    private static let keywords: Set<String> = [
        "func", "var", "let", "struct", "enum", "class", "protocol", "init", "deinit", "actor", "subscript",
        "typealias", "associatedtype", "extension", "case", "import", "return", "macro",
    ]
    private static let modifierWords: Set<String> = [
        "public", "open", "package", "internal", "fileprivate", "private", "static", "final", "mutating",
        "nonmutating", "override", "convenience", "required", "lazy", "weak", "unowned", "indirect",
        "nonisolated",
        "isolated", "consuming", "borrowing", "dynamic", "optional", "prefix", "postfix", "infix",
        "distributed",
    ]

    /// The declaration that a line begins; nil when it begins none.
    init?(_ line: String) {
        var words = Declaration.words(of: line)[...]
        modifiers = []
        while let word = words.first, Declaration.isModifier(word) {
            modifiers.append(word)
            words.removeFirst()
        }
        guard var word = words.popFirst() else { return nil }
        if word == "class", let next = words.first, Declaration.keywords.contains(next) {
            modifiers.append(word)
            word = next
            words.removeFirst()
        }
        guard Declaration.keywords.contains(word) else { return nil }
        keyword = word
        name = words.first ?? ""
    }

    /// The keyword of the declaration that a line begins.
    static func keyword(of line: String) -> String? { Declaration(line)?.keyword }

    private static func isModifier(_ word: String) -> Bool {
        modifierWords.contains(word) || word.hasPrefix("@")
    }

    /// The first words of a line: identifiers, attributes with their arguments dropped, runs of other signs.
    private static func words(of line: String) -> [String] {
        var words: [String] = []
        var rest = line.drop { $0 == " " || $0 == "\t" }
        while let first = rest.first, words.count < 12 {
            let isWord: (Character) -> Bool = {
                $0.isLetter || $0.isNumber || $0 == "_" || $0 == "@" || $0 == "`"
            }
            let word =
                isWord(first)
                ? rest.prefix(while: isWord) : rest.prefix { !isWord($0) && $0 != " " && $0 != "(" }
            if word.isEmpty { break }
            words.append(String(word.filter { $0 != "`" }))
            rest = rest.dropFirst(word.count)
            let takesArguments = word.hasPrefix("@") || modifierWords.contains(String(word))
            if takesArguments, rest.first == "(" { rest = afterArguments(rest) }
            rest = rest.drop { $0 == " " }
        }
        return words
    }

    /// The rest of a line behind the parentheses that it begins with.
    private static func afterArguments(_ rest: Substring) -> Substring {
        var depth = 0
        for index in rest.indices {
            if rest[index] == "(" { depth += 1 }
            if rest[index] == ")" { depth -= 1 }
            if depth == 0 { return rest[rest.index(after: index)...] }
        }
        return rest.dropFirst(rest.count)
    }
}
