import GraphQLLanguage
import Testing

/// - SeeAlso: GraphQL Sep 2025 §2.1
@Suite struct LexerTests {
    @Test func `commas, comments, line ends and byte order marks are ignored anywhere`() throws {
        let document = try parse("\u{FEFF},{#c\r\n,a\u{FEFF}\tb#é\u{1}\r}")

        #expect(document.fields.map { document.name($0.name) } == ["a", "b"])
    }

    @Test func `a byte order mark made of bytes is accepted`() throws {
        #expect(try Parser.parse([0xEF, 0xBB, 0xBF] + Array("{ a }".utf8)).fields.count == 1)
    }

    @Test(arguments: ["{ ▲. a }", "{ a ▲? }", "▲é", "{ a(b: ▲'x') }", "{ a ▲\u{0} }"])
    func `a character that starts no token is refused`(_ text: String) {
        expectSyntaxError(text)
    }

    @Test(arguments: [
        "0▲1", "-▲a", "1.▲", "1▲a", "1.2▲.3", "1e▲", "1e+▲x", "00", "1▲_", "0▲xF", "1.▲e1", "-▲-1", "1.2e3▲e",
    ])
    func `a malformed number is refused`(_ number: String) {
        expectSyntaxError("{ a(b: \(number)) }")
    }

    @Test func `numbers keep their value, out of range they have none`() throws {
        let document = try parse(
            "{ a(b: [0, -0, -42, 9223372036854775807, 9223372036854775808, 1.5e3, 1e999, 0.1E-2]) }")

        let values = document.values[document.values.indices.prefix(8)]
        #expect(values.prefix(5).map(document.int) == [0, 0, -42, Int64.max, nil])
        #expect(values.suffix(3).map(document.float) == [1500, nil, 0.001])
        #expect(values.map(\.kind) == [.int, .int, .int, .int, .int, .float, .float, .float])
    }

    @Test(arguments: [
        [0x80], [0xC0, 0xAF], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82],
    ])
    func `bytes that are not UTF-8 are refused, also in comments`(_ bytes: [UInt8]) throws {
        let source = Array("{ a } # ".utf8) + bytes

        let error = #expect(throws: SyntaxError.self) { try Parser.parse(source) }

        #expect(error?.offset == 8)
    }

    @Test func `names are numbered once`() throws {
        let names = (0..<300).map { "field\($0)" }
        let document = try parse("{ \(names.joined(separator: " ")) \(names.joined(separator: " ")) }")

        #expect(document.names.count == 300)
        #expect(document.fields[7].name == document.fields[307].name)
        #expect(document.nameID(of: "field299") == document.fields[599].name)
        #expect(document.nameID(of: "field300") == nil)
    }
}
