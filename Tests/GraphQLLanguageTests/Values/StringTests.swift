import GraphQLLanguage
import Testing

/// - SeeAlso: GraphQL Sep 2025 §2.10.4
@Suite struct StringTests {
    @Test(arguments: [
        ("\"\"", ""), ("\"a b\"", "a b"), (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
        ("\"# { , }\"", "# { , }"), (#""'""#, "'"), (#""漢 😀""#, "漢 😀"),
    ])
    func `a string is what stands between its quotes`(literal: String, content: String) throws {
        let (value, document) = try value(literal)
        #expect(value.kind == .string)
        #expect(document.string(value) == content)
    }

    @Test(arguments: [
        (#""\u0041\u00e9\u00E9""#, "Aéé"), (#""\u{41}\u{1F600}\u{10FFFF}""#, "A😀\u{10FFFF}"),
        (#""\u{0}\u{00000000041}""#, "\u{0}A"), (#""\uD83D\uDE00""#, "😀"),
        (#""\uD7FF\uE000""#, "\u{D7FF}\u{E000}"),
    ])
    func `an escape stands for a Unicode character, a pair of surrogates for one together`(
        literal: String, content: String
    ) throws {
        #expect(try string(literal) == content)
    }

    @Test(arguments: [
        #"\uD83D"#, #"\uDE00"#, #"\uDE00\uD83D"#, #"\uD83D\u0041"#, #"\uD83D\u{DE00}"#, #"\uD83Dx"#,
        #"\u{D83D}"#,
        #"\u{DFFF}"#, #"\u{110000}"#, #"\u{FFFFFFFFF}"#, #"\u{}"#, #"\u{41"#, #"\u{ 41}"#, #"\u{4G}"#,
        #"\u41"#,
        #"\u004"#, #"\uXYZW"#, #"\u+041"#, #"\u"#,
    ])
    func `an escape that stands for no character is refused at its backslash`(escape: String) {
        #expect(
            failure("{ f(a: \"a\(escape)\") }")
                == "1:10 Invalid Unicode escape: it stands for no Unicode character.")
    }

    @Test(arguments: [
        (#"\x"#, "1:9 Invalid escape \"\\x\" in a string."),
        (#"\'"#, "1:9 Invalid escape \"\\'\" in a string."),
        (#"\U0041"#, "1:9 Invalid escape \"\\U\" in a string."),
        (#"\😀"#, "1:9 Invalid escape \"\\😀\" in a string."),
    ])
    func `an unknown escape is refused at its backslash`(escape: String, problem: String) {
        #expect(failure("{ f(a: \"\(escape)\") }") == problem)
    }

    @Test(arguments: ["\n", "\r"])
    func `a string ends on its line`(terminator: String) {
        #expect(
            failure("{ f(a: \"ab\(terminator)\") }")
                == "1:11 Unterminated string: expected a quote before the end of the line.")
    }

    @Test(arguments: [
        (#"{ f(a: ""#, "1:9 Unterminated string: expected a quote."),
        (#"{ f(a: "a\""#, "1:12 Unterminated string: expected a quote."),
        (#"{ f(a: "a\"#, "1:10 Invalid escape \"\\\" in a string."),
        (#"{ f(a: "\u00"#, "1:9 Invalid Unicode escape: it stands for no Unicode character."),
    ])
    func `a string ends before the document`(text: String, problem: String) {
        #expect(failure(text) == problem)
    }
}
