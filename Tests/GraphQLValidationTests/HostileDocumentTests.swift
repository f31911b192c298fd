import GraphQLLanguage
import GraphQLSchema
import GraphQLValidation
import Testing

/// Texts that no client of good will sends: they may be refused, but nothing may trap.
@Suite struct HostileDocumentTests {
    /// A generator that gives the same numbers in each run.
    private struct SplitMix: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    private static let tokens = [
        "{", "}", "(", ")", "[", "]", ":", "!", "$", "@", "=", "|", "&", "...", "query", "mutation",
        "fragment",
        "on", "dog", "name", "mother", "complicatedArgs", "complexArgField", "complexArg", "requiredField",
        "oneOf",
        "Dog", "Pet", "CatOrDog", "Int", "F", "G", "a", "skip", "include", "if", "true", "null", "1",
        "-1.5e3",
        "99999999999999999999", "\"s\"", "\"\"\"b\"\"\"", "\"\\u{1F600}\"", "type", "schema", "extend",
        "input",
    ]

    /// Pieces that are right in themselves, so that many texts get past the parser.
    private static let pieces = [
        "name", "dog { name }", "...F", "... on Dog { mother { ...G } }", "... { x: name }",
        "a: mother { name }",
        "complicatedArgs { complexArgField(complexArg: {requiredField: $a, x: [1, {y: null}]}) }",
        "human(id: $a) @skip(if: $b) { relatives { ...F } }", "pet { ... on Cat { x: meows } ...F }",
        "unknown(a: 1)",
    ]

    @Test(arguments: 0..<10) func `random tokens never trap`(_ seed: UInt64) {
        var random = SplitMix(state: seed)
        for _ in 0..<1_000 {
            let length = Int.random(in: 1...60, using: &random)
            let words = (0..<length).map { _ in Self.tokens.randomElement(using: &random) ?? "" }
            check(words.joined(separator: " "))
        }
    }

    @Test(arguments: 0..<10) func `random documents never trap`(_ seed: UInt64) {
        var random = SplitMix(state: seed)
        for _ in 0..<200 {
            func selections() -> String {
                let count = Int.random(in: 1...6, using: &random)
                return (0..<count).map { _ in Self.pieces.randomElement(using: &random) ?? "" }
                    .joined(separator: " ")
            }
            check(
                "query ($a: ID, $b: Boolean!) { \(selections()) } fragment F on Dog { \(selections()) } "
                    + "fragment G on Pet { \(selections()) } query Q { \(selections()) }")
        }
    }

    @Test(arguments: 0..<10) func `documents with random bytes changed never trap`(_ seed: UInt64) {
        var random = SplitMix(state: seed)
        let text =
            "query ($a: [Int!]! = [1, 2]) { dog @skip(if: true) { n: name(surname: 1) \"\\u00e9\" } } # é"
        for _ in 0..<500 {
            var bytes = Array(text.utf8)
            for _ in 0..<Int.random(in: 1...5, using: &random) {
                bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(
                    in: .min ... .max, using: &random)
            }
            _ = (try? Parser.parse(bytes)).map { validate($0, on: dogSchema) }
        }
    }

    @Test(arguments: 0..<5) func `random schema texts never trap`(_ seed: UInt64) {
        var random = SplitMix(state: seed)
        let parts = [
            "type", "Query", "{", "}", "a", ":", "Int", "interface", "implements", "&", "union", "=", "|",
            "enum", "input",
            "(", ")", "[", "]", "!", "@deprecated", "@oneOf", "extend", "schema", "query", "directive", "on",
            "FIELD",
            "1", "\"d\"", "{a: 1}", "type Query { a: A }", "input A { a: A! b: A = {} }",
            "interface B { a: Query }",
        ]
        for _ in 0..<500 {
            let length = Int.random(in: 1...20, using: &random)
            let words = (0..<length).map { _ in parts.randomElement(using: &random) ?? "" }
            _ = try? Schema(sdl: words.joined(separator: " "))
        }
    }

    private func check(_ text: String) {
        guard let document = try? Parser.parse(Array(text.utf8)) else { return }
        #expect(validate(document, on: dogSchema).count <= 20)
    }
}
