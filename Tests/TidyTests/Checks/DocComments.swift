/// Every public declaration says what it is for.
///
/// Cases of enums and one-line `static let` constants are passed over: the type's comment says what they are,
/// and a comment on each would only repeat its name.
enum DocComments {
    private static let documented: Set<String> = [
        "func", "var", "let", "struct", "enum", "class", "protocol", "init", "actor", "subscript",
        "typealias",
        "associatedtype",
    ]
    /// Requirements of the protocols of Swift and its testing library: their meaning is documented there.
    private static let witnesses: Set<String> = [
        "==", "<", "hash", "description", "debugDescription", "encode", "makeIterator", "next", "startIndex",
        "endIndex", "index", "errorDescription", "allCases", "rawValue", "makeAsyncIterator", "Element",
        "Iterator",
        "AsyncIterator", "Failure", "Index", "RawValue", "ID", "enqueue", "asUnownedSerialExecutor",
        "asUnownedTaskExecutor", "isIsolatingCurrentContext", "unownedExecutor", "provideScope",
        "isRecursive",
    ]

    /// Public declarations without a doc comment.
    static func violations(in source: SwiftSource) -> [Violation] {
        // The depth of braces outside each public protocol or extension that is open.
        var publicScopes: [Int] = []
        var depth = 0
        var found: [Violation] = []
        for index in source.code.indices {
            let line = source.code[index]
            if let declaration = Declaration(line) {
                let isDirectMember = publicScopes.last.map { $0 + 1 == depth } ?? false
                let isPublic = isPublic(declaration) || (isDirectMember && !isHidden(declaration))
                if isPublic, !isExempt(declaration, line: line), !hasDocComment(above: index, in: source) {
                    let name = [declaration.keyword, declaration.name].joined(separator: " ")
                    found.append(
                        Violation(
                            path: source.path, line: index + 1,
                            message: "\(name) is public: say what it is for"))
                }
                if isPublic, ["protocol", "extension"].contains(declaration.keyword) {
                    publicScopes.append(depth)
                }
            }
            for byte in line.utf8 {
                if byte == UInt8(ascii: "{") { depth += 1 }
                if byte == UInt8(ascii: "}") { depth -= 1 }
            }
            while let scope = publicScopes.last, depth <= scope, line.contains("}") {
                publicScopes.removeLast()
            }
        }
        return found
    }

    private static func isPublic(_ declaration: Declaration) -> Bool {
        declaration.modifiers.contains { $0 == "public" || $0 == "open" }
    }

    private static func isHidden(_ declaration: Declaration) -> Bool {
        declaration.modifiers.contains { ["private", "fileprivate", "internal", "package"].contains($0) }
    }

    private static func isExempt(_ declaration: Declaration, line: String) -> Bool {
        !documented.contains(declaration.keyword) || witnesses.contains(declaration.name)
            || ["init(from decoder", "init(rawValue", "subscript(position"].contains { line.contains($0) }
            || (declaration.keyword == "let" && declaration.modifiers.contains("static"))
            || declaration.modifiers.contains("override")
    }

    /// Looks up past attributes, conditions and plain comments.
    private static func hasDocComment(above index: Int, in source: SwiftSource) -> Bool {
        for above in source.lines[..<index].reversed() {
            let line = above.drop { $0 == " " || $0 == "\t" }
            if line.hasPrefix("///") { return line.count > 4 }
            guard line.hasPrefix("@") || line.hasPrefix("#") || line.hasPrefix("//") else { return false }
        }
        return false
    }
}
