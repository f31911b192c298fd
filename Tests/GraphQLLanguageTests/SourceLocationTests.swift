import GraphQLLanguage
import Testing

/// - SeeAlso: GraphQL Sep 2025 §2.1.1
@Suite struct SourceLocationTests {
    @Test func `lines end at every line terminator, columns count UTF-16 code units`() {
        let source = Array("a\nb\r\nc\rd é😀e".utf8)

        func location(of character: Character) -> [Int] {
            let offset = source.firstIndex(of: character.utf8.first ?? 0) ?? -1
            let location = SourceLocation(ofOffset: offset, in: source)
            return [location.line, location.column]
        }
        #expect(location(of: "b") == [2, 1])
        #expect(location(of: "c") == [3, 1])
        #expect(location(of: "d") == [4, 1])
        #expect(location(of: "e") == [4, 6])
    }
}
