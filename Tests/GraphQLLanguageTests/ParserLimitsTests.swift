import GraphQLLanguage
import Testing

@Suite struct ParserLimitsTests {
    private func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

    @Test func `selection sets nest up to the limit and no deeper`() throws {
        _ = try parse(repeated("{a", 64) + repeated("}", 64))

        let error = expectSyntaxError(repeated("{a", 64) + "▲{a" + repeated("}", 65))
        #expect(error?.limit == .nestingDepth)
        #expect(error?.code == "GRAPHQL_PARSE_FAILED")
    }

    @Test func `inline fragments nest up to the limit and no deeper`() throws {
        #expect(
            expectSyntaxError("{" + repeated("...{", 70) + "a" + repeated("}", 71))?.limit == .nestingDepth)
    }

    @Test(arguments: [("[", "]"), ("{a:", "}")])
    func `values nest up to the limit and no deeper`(_ open: String, _ close: String) throws {
        _ = try parse("{a(b:" + repeated(open, 64) + "1" + repeated(close, 64) + ")}")

        let error = expectSyntaxError("{a(b:" + repeated(open, 64) + "▲" + repeated(open, 10_000))
        #expect(error?.limit == .nestingDepth)
    }

    @Test func `list types nest up to the limit and no deeper`() throws {
        var limits = ParserLimits()
        limits.nestingDepthMax = 8
        _ = try parse("query($a:" + repeated("[", 8) + "T" + repeated("]!", 8) + "){a}", limits: limits)

        #expect(expectSyntaxError("query($a:" + repeated("[", 9), limits: limits)?.limit == .nestingDepth)
    }

    @Test func `tokens are counted while they are read`() throws {
        _ = try parse("{" + repeated(" a", 3_998) + "}")

        let error = expectSyntaxError("{" + repeated(" a", 3_999) + " ▲}")
        #expect(error?.limit == .tokens)
    }

    @Test func `ignored tokens are counted`() throws {
        var limits = ParserLimits()
        limits.ignoredTokenCountMax = 10
        _ = try parse("{ a,,,,,,, }", limits: limits)

        #expect(expectSyntaxError("{ a,,,,,,,, #c\n }", limits: limits)?.limit == .ignoredTokens)
    }

    @Test func `a document of more bytes than allowed is not read`() throws {
        _ = try parse("{a}" + repeated(",", 65_533))

        #expect(expectSyntaxError("▲{a}" + repeated(",", 65_534))?.limit == .documentBytes)
    }
}
