/// Reads schema coordinates, whose tokens are names and the punctuators `. ( ) : @`, with nothing between.
///
/// - SeeAlso: GraphQL Sep 2025 §2.14
struct CoordinateParser {
    private let lexer: Lexer
    private var position = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) throws(SyntaxError) {
        lexer = try Lexer(bytes, limits: ParserLimits())
    }

    /// SchemaCoordinate : TypeCoordinate, MemberCoordinate, ArgumentCoordinate, DirectiveCoordinate,
    /// DirectiveArgumentCoordinate
    mutating func parseCoordinate() throws(SyntaxError) -> SchemaCoordinate {
        let coordinate = eat("@") ? try parseDirective() : try parseType()
        guard position == lexer.bytes.count else { throw unexpected(expected: "the end of the coordinate") }
        return coordinate
    }

    /// `@` Name, `@` Name `(` Name `:` `)`
    private mutating func parseDirective() throws(SyntaxError) -> SchemaCoordinate {
        let directive = try parseName("the name of a directive")
        guard let argument = try parseArgument() else { return .directive(directive) }
        return .directiveArgument(directive: directive, argument: argument)
    }

    /// Name, Name `.` Name, Name `.` Name `(` Name `:` `)`
    private mutating func parseType() throws(SyntaxError) -> SchemaCoordinate {
        let type = try parseName("the name of a type or \"@\"")
        guard eat(".") else { return .type(type) }
        let member = try parseName("the name of a field, input field or enum value")
        guard let argument = try parseArgument() else { return .member(type: type, member: member) }
        return .argument(type: type, field: member, argument: argument)
    }

    /// `(` Name `:` `)`
    private mutating func parseArgument() throws(SyntaxError) -> String? {
        guard eat("(") else { return nil }
        let name = try parseName("the name of an argument")
        try expect(":")
        try expect(")")
        return name
    }

    private mutating func parseName(_ expected: String) throws(SyntaxError) -> String {
        let start = position
        guard ByteClass.nameStart.contains(lexer.byte(at: start)) else {
            throw unexpected(expected: expected)
        }
        repeat { position += 1 } while ByteClass.nameContinue.contains(lexer.byte(at: position))
        return String(decoding: lexer.bytes[start..<position], as: UTF8.self)
    }

    private mutating func eat(_ punctuator: Unicode.Scalar) -> Bool {
        guard lexer.byte(at: position) == UInt8(ascii: punctuator) else { return false }
        position += 1
        return true
    }

    private mutating func expect(_ punctuator: Unicode.Scalar) throws(SyntaxError) {
        guard eat(punctuator) else { throw unexpected(expected: "\"\(punctuator)\"") }
    }

    private func unexpected(expected: String) -> SyntaxError {
        let found =
            position < lexer.bytes.count
            ? lexer.characterDescription(at: position) : "the end of the coordinate"
        return lexer.error("Expected \(expected), found \(found).", at: position)
    }
}
