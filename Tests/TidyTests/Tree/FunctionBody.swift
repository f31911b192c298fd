/// Where a function, an initialiser, a subscript or a computed property stands in its file.
struct FunctionBody: Equatable {
    /// The line of the declaration, counted from 1.
    var firstLine: Int
    /// Lines from the declaration to the closing brace, both counted.
    var lineCount: Int

    private static let bodied: Set<String> = ["func", "init", "deinit", "subscript", "var"]
    private static let other: Set<String> = [
        "struct", "enum", "class", "actor", "extension", "protocol", "let", "case", "typealias",
        "associatedtype",
        "import", "return",
    ]

    /// All bodies of a file in the order of their declarations; a body inside another one is listed too.
    static func all(in source: SwiftSource) -> [FunctionBody] {
        source.code.indices.compactMap { index in
            guard let keyword = Declaration.keyword(of: source.code[index]), bodied.contains(keyword),
                let end = closingLine(of: index, keyword: keyword, in: source.code)
            else { return nil }
            return FunctionBody(firstLine: index + 1, lineCount: end - index + 1)
        }
    }

    /// The line of the closing brace of the body that the declaration on a line opens; nil when it opens
    /// none.
    private static func closingLine(of first: Int, keyword: String, in code: [String]) -> Int? {
        var parentheses = 0
        var braces = 0
        for index in first..<code.count {
            if index > first, braces == 0, parentheses == 0 {
                // A requirement of a protocol or a stored property: the next declaration begins.
                if keyword == "var" { return nil }
                if let next = Declaration.keyword(of: code[index]),
                    bodied.contains(next) || other.contains(next)
                {
                    return nil
                }
            }
            for byte in code[index].utf8 {
                switch byte {
                case UInt8(ascii: "("), UInt8(ascii: "["): parentheses += 1
                case UInt8(ascii: ")"), UInt8(ascii: "]"): parentheses -= 1
                case UInt8(ascii: "{") where parentheses == 0 || braces > 0: braces += 1
                case UInt8(ascii: "}") where parentheses == 0 || braces > 0:
                    braces -= 1
                    if braces == 0 { return index }
                    if braces < 0 { return nil }
                default: break
                }
            }
        }
        return nil
    }
}
