import GraphQLLanguage
import Testing

@Suite struct MutationTests {
    /// Documents that together use every production of the grammar.
    private static let seeds = [
        "query A($b: [C!]! = [1, {d: \"e\\u{41}\\n\"}] @f) @g(h: $b) { i }",
        "{ a: b(c: null, d: ENUM) @e(f: true) { ...G ... on H { i } ... @j { k } } }",
        "\"a\" fragment A on B @c(d: -1.5e3) { e ... @f { g(h: [[true], {}]) } } subscription { ...A }",
        "{ a(b: \"\"\"\n  c \\\"\"\"\n   d\n\"\"\", e: $f) # g\n , h }",
        "\"\"\"a\"\"\" schema @b { query: C mutation: D } extend schema { subscription: E }",
        "\"a\" type B implements & C & D @e { \"f\" g(h: I! = 0 @j): [K] @l } extend interface C @d { m: N }",
        "union A = | B | C extend union A @d = E enum F { \"g\" G H @i } extend enum F { J } scalar K @l",
        "input A { b: C = {d: [E]} @f } extend input A @g directive @h(i: J) @k repeatable on | FIELD | ENUM",
        "extend scalar A @b extend type C implements D extend directive @e @f",
    ]
    /// What is put into documents.
    private static let pieces = [
        "{", "}", "(", ")", "[", "]", "!", "$", "@", ":", "=", "|", "&", "...", "..", ".", "\"", "\"\"\"",
        "\\", "\\u",
        "\\u{", "\\uD83D", "\\uDE00", "#", ",", "\n", "\r\n", "\t", "\u{FEFF}", "0", "-1", "1.5", "e9", "a",
        "on", "true",
        "fragment", "extend", "type", "implements", "repeatable", "é", "😀", "\u{0}", "'",
    ].map { Array($0.utf8) }

    @Test func `whatever is done to a document, it prints and parses again, or the error lies within it`() {
        var random = SplitMix(state: 2025)
        var parsedCount = 0
        for _ in 0..<20_000 {
            let bytes = mutated(&random)
            do throws(SyntaxError) {
                let first = Printer.text(of: try Parser.parseSchema(bytes, limits: ParserLimits()))
                parsedCount += 1
                #expect(printed(first) == first)
            } catch {
                #expect(0...bytes.count ~= Int(error.offset))
                #expect(!error.message.isEmpty)
            }
        }
        #expect(parsedCount > 1000, "mutations that mostly fail early test little")
    }

    private func mutated(_ random: inout SplitMix) -> [UInt8] {
        var bytes = Array(MutationTests.seeds[random.next(below: MutationTests.seeds.count)].utf8)
        for _ in 0...random.next(below: 4) {
            let start = random.next(below: bytes.count + 1)
            let end = min(bytes.count, start + random.next(below: 6))
            switch random.next(below: 4) {
            case 0: bytes.removeSubrange(start..<end)
            case 1: bytes.insert(contentsOf: bytes[start..<end], at: random.next(below: bytes.count + 1))
            case 2 where start < bytes.count: bytes[start] ^= UInt8(1 << random.next(below: 8))
            default:
                let piece = MutationTests.pieces[random.next(below: MutationTests.pieces.count)]
                bytes.insert(contentsOf: piece, at: start)
            }
        }
        return bytes
    }
}

/// A seeded generator: the same documents in every run.
private struct SplitMix {
    var state: UInt64

    mutating func next(below bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
    }
}
