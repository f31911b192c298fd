/// Reads documents by recursive descent, one function per production of the grammar.
///
/// Vocabulary: `at` looks at the current token, `eat` consumes it if it is the given one, `expect` consumes
/// it or throws. One token of lookahead is enough for the whole grammar. Children are gathered on a scratch
/// stack and moved to the arena when their parent closes, so that siblings are neighbours.
///
/// - SeeAlso: GraphQL Sep 2025 §2
public struct Parser {
    private var lexer: Lexer
    private var nameTable: NameTable
    private let limits: ParserLimits
    /// The current token.
    private(set) var token: Token
    /// The selection sets, lists, objects and list types that are open.
    private var nesting = 0
    /// What has been read so far.
    var document: Document
    /// The type system definitions read so far.
    var typeSystem = SchemaDocument.Definitions()
    /// Selections of the selection sets that are still open.
    var openSelections: [Document.Selection] = []
    /// Items of the lists that are still open.
    var openValues: [Document.Value] = []
    /// Fields of the object values that are still open.
    var openObjectFields: [Document.ObjectField] = []

    private init(
        _ bytes: UnsafeBufferPointer<UInt8>, source: [UInt8], limits: ParserLimits
    ) throws(SyntaxError) {
        lexer = try Lexer(bytes, limits: limits)
        nameTable = NameTable(bytes)
        self.limits = limits
        document = Document(source: source)
        token = Token(kind: .endOfFile, offset: 0, length: 0)
        token = try lexer.next()
    }

    /// Parses a document of operations and fragments.
    ///
    /// - Throws: `SyntaxError` for the first thing that is not GraphQL, or the first limit exceeded.
    /// - Complexity: O(bytes).
    public static func parse(_ source: [UInt8], limits: ParserLimits = ParserLimits()) throws(SyntaxError)
        -> Document
    {
        try source.withUnsafeBufferPointer { bytes throws(SyntaxError) in
            var parser = try Parser(bytes, source: source, limits: limits)
            try parser.parseDocument()
            return parser.document
        }
    }

    /// Parses a document of type system definitions.
    ///
    /// - Throws: `SyntaxError` for the first thing that is not GraphQL, or the first limit exceeded.
    /// - Complexity: O(bytes).
    public static func parseSchema(
        _ source: [UInt8], limits: ParserLimits = .trusted
    ) throws(SyntaxError) -> SchemaDocument {
        try source.withUnsafeBufferPointer { bytes throws(SyntaxError) in
            var parser = try Parser(bytes, source: source, limits: limits)
            try parser.parseDocument()
            return SchemaDocument(document: parser.document, definitions: parser.typeSystem)
        }
    }

    /// Document : Definition+
    private mutating func parseDocument() throws(SyntaxError) {
        repeat { try parseDefinition() } while token.kind != .endOfFile
        document.names = nameTable.names
    }

    // MARK: Tokens

    /// Whether the current token is of a kind.
    @inline(__always)
    func at(_ kind: Token.Kind) -> Bool { token.kind == kind }

    /// Whether the current token is a given name.
    func at(keyword: StaticString) -> Bool {
        guard token.kind == .name, Int(token.length) == keyword.utf8CodeUnitCount else { return false }
        for index in 0..<keyword.utf8CodeUnitCount
        where lexer.bytes[Int(token.offset) + index] != keyword.utf8Start[index] {
            return false
        }
        return true
    }

    /// Consumes the current token.
    @inline(__always)
    mutating func advance() throws(SyntaxError) { token = try lexer.next() }

    /// Consumes the current token if it is of a kind.
    @inline(__always)
    mutating func eat(_ kind: Token.Kind) throws(SyntaxError) -> Bool {
        guard token.kind == kind else { return false }
        try advance()
        return true
    }

    /// Consumes the current token if it is a given name.
    mutating func eat(keyword: StaticString) throws(SyntaxError) -> Bool {
        guard at(keyword: keyword) else { return false }
        try advance()
        return true
    }

    /// Consumes a token of a kind, or throws.
    @inline(__always)
    mutating func expect(_ kind: Token.Kind) throws(SyntaxError) {
        guard token.kind == kind else { throw unexpected(expected: kind.expectation) }
        try advance()
    }

    /// Consumes a given name, or throws.
    mutating func expect(keyword: StaticString) throws(SyntaxError) {
        guard try eat(keyword: keyword) else { throw unexpected(expected: "\"\(keyword)\"") }
    }

    /// Name
    @inline(__always)
    mutating func parseName(expected: StaticString = "a name") throws(SyntaxError) -> NameID {
        guard token.kind == .name else { throw unexpected(expected: "\(expected)") }
        let name = nameTable.intern(token)
        try advance()
        return name
    }

    // MARK: Errors and limits

    /// An error at a byte offset.
    func error(_ message: String, at offset: Int) -> SyntaxError { lexer.error(message, at: offset) }

    /// An error at the current token.
    func unexpected(expected: String) -> SyntaxError {
        lexer.error("Expected \(expected), found \(tokenDescription).", at: Int(token.offset))
    }

    /// Goes one level deeper, or throws at the limit: recursion is bounded by this alone.
    @inline(__always)
    mutating func enter() throws(SyntaxError) {
        nesting &+= 1
        if nesting > limits.nestingDepthMax { throw nestingError() }
    }

    /// Goes some levels up again.
    @inline(__always)
    mutating func leave(levels: Int = 1) { nesting &-= levels }

    private func nestingError() -> SyntaxError {
        lexer.error(
            "The document nests deeper than \(limits.nestingDepthMax) levels.", at: Int(token.offset),
            limit: .nestingDepth)
    }

    /// The error of a type with more lists than can be told apart.
    func listDepthError() -> SyntaxError {
        lexer.error(
            "A type nests more than \(TypeWrapping.listDepthMax) lists.", at: Int(token.offset),
            limit: .nestingDepth)
    }

    /// The current token as written, cut to a length that is safe to send back.
    var tokenDescription: String {
        guard token.kind != .endOfFile else { return token.kind.expectation }
        let start = Int(token.offset)
        let text = lexer.bytes[start..<start + min(Int(token.length), 40)]
        if token.kind == .string || token.kind == .blockString { return "a string" }
        return "\"\(String(decoding: text, as: UTF8.self))\""
    }
}
