import GraphQLLanguage
import Testing

/// - SeeAlso: GraphQL Sep 2025 §2.10.4
@Suite struct BlockStringTests {
    @Test func `indentation that all lines but the first share is no content`() throws {
        #expect(
            try string("\"\"\"\n    Hello,\n      World!\n\n    Yours,\n      GraphQL.\n  \"\"\"") == """
                Hello,
                  World!

                Yours,
                  GraphQL.
                """)
        #expect(try string("\"\"\"a\n    b\n   c\"\"\"") == "a\n b\nc")
        #expect(try string("\"\"\"  a\n  b\"\"\"") == "  a\nb")
        #expect(try string("\"\"\"\n\ta\n\t\tb\"\"\"") == "a\n\tb")
    }

    @Test(arguments: [
        ("\"\"\"\"\"\"", ""), ("\"\"\"\n  \n\t\n\"\"\"", ""), ("\"\"\" a \"\"\"", " a "),
        ("\"\"\"\n\n  a\n  \n\"\"\"", "a"), ("\"\"\"\n  a\n \n  b\n\"\"\"", "a\n\nb"),
        ("\"\"\"\n a\n   \n b\n\"\"\"", "a\n  \nb"),
    ])
    func `blank lines at the ends are no content, those between are`(literal: String, content: String) throws
    {
        let (value, document) = try value(literal)
        #expect(value.kind == .blockString)
        #expect(document.string(value) == content)
    }

    @Test func `a hundred thousand blank lines cost no more than their bytes`() throws {
        let blank = String(repeating: "\n ", count: 100_000)
        #expect(try string("\"\"\"\(blank)a\(blank)\"\"\"") == "a")
    }

    @Test func `every line terminator becomes a line feed`() throws {
        #expect(try string("\"\"\"a\rb\r\nc\nd\n\re\"\"\"") == "a\nb\nc\nd\n\ne")
    }

    @Test(arguments: [
        ("\"\"\"a \"b\" \"\"c\"\"\"", #"a "b" ""c"#), ("\"\"\"a \\\"\"\" b\"\"\"", #"a """ b"#),
        ("\"\"\"\\\"\"\"\\\"\"\"\"\"\"", "\"\"\"\"\"\""), ("\"\"\"\\n\\u0041\\\\ \"\"\"", #"\n\u0041\\ "#),
        ("\"\"\"\\\\\"\"\" b\"\"\"", #"\""" b"#),
    ])
    func `quotes and backslashes stand for themselves, three quotes after a backslash`(
        literal: String, content: String
    ) throws {
        #expect(try string(literal) == content)
    }

    @Test func `control characters are content`() throws {
        #expect(try string("\"\"\"\n \u{1}\u{B}\u{1F}\u{7F}\n\"\"\"") == "\u{1}\u{B}\u{1F}\u{7F}")
    }

    @Test(arguments: [
        ("{ f(a: \"\"\"", "1:11 Unterminated string: expected three quotes."),
        ("{ f(a: \"\"\"a\n\"\"", "2:3 Unterminated string: expected three quotes."),
        ("{ f(a: \"\"\"a\\\"\"\"", "1:16 Unterminated string: expected three quotes."),
    ])
    func `a block string ends before the document`(text: String, problem: String) {
        #expect(failure(text) == problem)
    }

    @Test func `the lines of a block string count in later locations`() {
        #expect(failure("{ f(a: \"\"\"\n\r\n b\"\"\" ?) }") == "3:7 Unexpected character \"?\".")
    }
}
