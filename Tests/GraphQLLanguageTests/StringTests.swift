import GraphQLLanguage
import Testing

/// - SeeAlso: GraphQL Sep 2025 §2.10.4
@Suite struct StringTests {
    @Test(arguments: [
        (#""""#, ""), (#""plain é 😀""#, "plain é 😀"), (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
        (#""\u00e9\u{1F600}\u{61}""#, "é😀a"), (#""\uD83D\uDE00!""#, "😀!"), ("\"a\u{1}b\"", "a\u{1}b"),
    ])
    func `escapes stand for their characters`(_ literal: String, _ content: String) throws {
        #expect(try firstString("{ a(b: \(literal)) }") == content)
    }

    @Test(arguments: [
        #""▲\x""#, #""▲\uD83D""#, #""▲\uDE00""#, #""▲\uD83D\u0041""#, #""▲\u{110000}""#, #""▲\u{}""#,
        #""▲\u12""#,
        #""▲\u{D800}""#, #""▲\u00G0""#, "\"abc▲\n\"", "\"abc) }▲", "\"\"\"abc) }▲",
        #""▲\u{00000000000000000"#,
    ])
    func `a malformed string is refused`(_ literal: String) {
        let isOpen = literal.hasSuffix("▲") || literal.hasSuffix("0")
        expectSyntaxError("{ a(b: \(literal)" + (isOpen ? "" : ") }"))
    }

    @Test func `a block string loses its common indentation and blank ends`() throws {
        let text =
            "{ a(b: \"\"\"\n\n    Hello,\n      World!\r\n\n    Yours,\r    \\\"\"\" \\n GraphQL\n  \n\"\"\") }"

        #expect(try firstString(text) == "Hello,\n  World!\n\nYours,\n\"\"\" \\n GraphQL")
    }

    @Test(arguments: [
        ("\"\"\"\"\"\"", ""), ("\"\"\" a\"\"\"", " a"), ("\"\"\"a \n  b\"\"\"", "a \nb"),
        ("\"\"\"\n\t\ta\n\tb\"\"\"", "\ta\nb"),
    ])
    func `the first line keeps its indentation`(_ literal: String, _ content: String) throws {
        #expect(try firstString("{ a(b: \(literal)) }") == content)
    }
}
