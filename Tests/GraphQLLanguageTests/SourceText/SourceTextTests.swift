import GraphQLLanguage
import Testing

/// - SeeAlso: GraphQL Sep 2025 §2.1
@Suite struct SourceTextTests {
    @Test func `every Unicode character may stand in strings and comments`() throws {
        #expect(failure("# \u{0}\u{7}\u{7F}é漢😀\u{FFFE}\n{ a }") == nil)
        #expect(try string("\"\u{0}\u{7}\u{7F}é漢😀\u{10FFFF}\"") == "\u{0}\u{7}\u{7F}é漢😀\u{10FFFF}")
        #expect(try string("\"\"\"\u{0}\u{7}é漢😀\"\"\"") == "\u{0}\u{7}é漢😀")
    }

    @Test(arguments: [
        ("é", "1:3 Unexpected character \"é\"."), ("😀", "1:3 Unexpected character \"😀\"."),
        ("\u{0}", "1:3 Unexpected character \"U+0000\"."), ("\u{7F}", "1:3 Unexpected character \"U+007F\"."),
        ("?", "1:3 Unexpected character \"?\"."),
        ("'a'", "1:3 Unexpected character \"'\": strings stand in double quotes."),
    ])
    func `other characters stand nowhere else`(text: String, problem: String) {
        #expect(failure("{ \(text) }") == problem)
    }

    @Test(
        arguments: [
            [0xFF], [0xC0, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF],
            [0xF4, 0x90, 0x80, 0x80],
            [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82], [0x80], [0xC3, 0x28],
        ] as [[UInt8]])
    func `bytes that are not UTF-8 are refused, surrogates among them`(bytes: [UInt8]) {
        #expect(failure(Array("{ a } #".utf8) + bytes) == "1:8 The document is not valid UTF-8.")
    }

    @Test func `columns count UTF-16 code units as JavaScript clients do`() {
        #expect(failure("# é漢\n{ a(b: \"é漢😀\") ? }") == "2:16 Unexpected character \"?\".")
    }

    @Test(arguments: ["\n", "\r", "\r\n"])
    func `each line terminator ends one line`(terminator: String) {
        #expect(failure("{\(terminator)\(terminator) ?") == "3:2 Unexpected character \"?\".")
    }

    @Test func `a byte order mark is ignored and counts as one column`() throws {
        #expect(failure("\u{FEFF}{ a\u{FEFF} b }") == nil)
        #expect(failure("\u{FEFF}{ ?") == "1:4 Unexpected character \"?\".")
        #expect(try string("\"\u{FEFF}\"") == "\u{FEFF}")
    }

    @Test func `an error names the byte and stays inside the text`() throws {
        let error = try #require(throws: SyntaxError.self) { try parse("{ é") }
        #expect(error.offset == 2)
        #expect(failure("") == "1:1 Expected a definition, found the end of the document.")
        #expect(failure("{ a") == "1:4 Expected a field, found the end of the document.")
    }
}
