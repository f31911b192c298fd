import GraphQLLanguage
import Testing

@Suite struct ParserLimitsTests {
    @Test func `a document may have so many bytes`() {
        var limits = ParserLimits()
        limits.documentBytesMax = 5
        #expect(failure("{ a }", limits: limits) == nil)
        #expect(failure("{ a } ", limits: limits) == "1:1 The document is larger than 5 bytes.")
        #expect(limit(of: "{ a } ", limits) == .documentBytes)
    }

    @Test func `a document may have so many tokens`() {
        var limits = ParserLimits()
        limits.tokenCountMax = 4
        #expect(failure("{ a b }, # that is all", limits: limits) == nil)
        #expect(failure("{ a b c }", limits: limits) == "1:9 The document has more than 4 tokens.")
        #expect(limit(of: "{ a b c }", limits) == .tokens)
    }

    @Test func `a document may have so many comments and runs of white space`() {
        var limits = ParserLimits()
        limits.ignoredTokenCountMax = 3
        #expect(failure("{ ,\n  a ,, }", limits: limits) == nil)
        #expect(
            failure("{ # one\n a }", limits: limits) == "2:4 The document has more than 3 ignored tokens.")
        #expect(limit(of: String(repeating: "#\n", count: 9), limits) == .ignoredTokens)
    }

    @Test func `selection sets, lists, objects and types nest so deep together`() {
        var limits = ParserLimits()
        limits.nestingDepthMax = 3
        #expect(failure("{ a { b { c } } d(e: [{ f: 1 }]) }", limits: limits) == nil)
        for text in [
            "{ a { b { c { d } } } }", "{ a { b(c: [[1]]) } }", "{ a(b: [[[1]]]) }",
            "{ a(b: { c: { d: { e: 1 } } }) }",
            "{ ... { ... { ... { a } } } }", "query ($a: [[[[A]]]]) { b }", "type A @b(c: [[[[1]]]])",
            "input A { b: C = [[[[1]]]] }",
        ] {
            #expect(limit(of: text, limits) == .nestingDepth, "\(text)")
        }
        #expect(
            failure("{ a(b: [[[1]]]) }", limits: limits) == "1:10 The document nests deeper than 3 levels.")
    }

    @Test func `a type nests no more lists than can be told apart`() {
        let lists = String(repeating: "[", count: 63)
        let ends = String(repeating: "]!", count: 63)
        #expect(failure("query ($a: \(lists)A!\(ends)) { b }") == nil)
        var limits = ParserLimits.trusted
        limits.nestingDepthMax = 200
        let text = "query ($a: [\(lists)A!\(ends)]) { b }"
        #expect(failure(text, limits: limits) == "1:76 A type nests more than 63 lists.")
        #expect(limit(of: text, limits) == .nestingDepth)
    }

    @Test(arguments: [
        ("{ a(b: ", "[", "1"), ("{ a(b: ", "{c:", "1"), ("", "{a", ""), ("", "{...", ""),
        ("", "{...on A", ""),
        ("query ($a: ", "[", "A"), ("type A { b(c: ", "[", "D"), ("type A @b(c: ", "[{d:", "1"),
        ("input A { b: C = ", "{d:[", "1"),
    ])
    func `a hundred thousand levels are refused at the first that is too deep`(
        start: String, level: String, middle: String
    ) {
        let text = start + String(repeating: level, count: 100_000) + middle
        #expect(limit(of: text, .trusted) == .nestingDepth)
    }

    @Test(arguments: [
        "{a", "[", "(", "@", "\"\"", "...", "!", "$a", "1 ", "#\n", "\u{FEFF}", "\\", "\"\\u{0",
    ])
    func `a hundred thousand of anything end in an error`(piece: String) {
        #expect(failure(String(repeating: piece, count: 100_000)) != nil)
        #expect(failure("{ a(b: " + String(repeating: piece, count: 100_000)) != nil)
        #expect(failure(String(repeating: piece, count: 100_000), limits: ParserLimits()) != nil)
    }

    @Test func `a flat document of any size is read`() throws {
        let fields = (0..<50_000).map { "a\($0): b(c: [\($0)])" }
        let document = try parse("{ \(fields.joined(separator: " ")) }")
        #expect(document.fields.count == 50_000)
    }

    private func limit(of text: String, _ limits: ParserLimits) -> SyntaxError.Limit? {
        do throws(SyntaxError) {
            _ = try Parser.parseSchema(Array(text.utf8), limits: limits)
            return nil
        } catch {
            return error.limit
        }
    }
}
