import GraphQLSchema
import Testing

/// Texts that are almost a schema: whatever they are, building ends, and what is built can be printed.
///
/// - SeeAlso: GraphQL Sep 2025 §3
@Suite struct SchemaMutationTests {
    private static let words = """
        interface A { f ( x: Int , y: [Int!] ) : A g : [A] ! } interface B implements A { f ( x: Int , \
        y: [Int!] ) : B ! g : [B!] ! } type C implements A & B { f ( x: Int , y: [Int!] , z: Int = 3 ) : \
        C ! g : [C!] ! } union U = C | D type D { c : C @deprecated } enum E { P Q @deprecated R } input \
        I { e : E = P i : I = { i: null , l: [] } l : [I!] = [ { l: null } ] } input J @oneOf { a : Int \
        b : J c : [I] } directive @d ( e: E ! = Q , j: J ) repeatable on OBJECT | FIELD_DEFINITION \
        scalar S @specifiedBy ( url: "x" ) type Query @d ( e: R ) { a ( i: I = { l: [] } , j: J = { a: 1 \
        } , s: S = { any: [1] } ) : U @d @d ( j: { b: { a: 2 } } ) b ( x: Float = 1 , y: ID = 3 ) : E } \
        extend type Query { c : Int } extend input I { z : Float = 1.5 } extend enum E { T } extend \
        union U = Query schema { query: Query }
        """.split(separator: " ").map(String.init)

    /// Numbers that are the same in every run.
    private struct Dice {
        var state: UInt64

        mutating func roll(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(truncatingIfNeeded: state >> 33) % count
        }
    }

    @Test func `the unchanged text is a schema`() throws {
        let schema = try Schema(sdl: Self.words.joined(separator: " "))

        #expect(try Schema(sdl: schema.printed()).printed() == schema.printed())
    }

    @Test(arguments: 0..<8)
    func `a text with words lost, swapped or repeated is a schema or refused`(_ seed: Int) throws {
        var dice = Dice(state: UInt64(seed))
        for _ in 0..<60 {
            var words = Self.words
            for _ in 0...dice.roll(3) {
                let (one, other) = (dice.roll(words.count), dice.roll(words.count))
                switch dice.roll(4) {
                case 0: words.remove(at: one)
                case 1: words.swapAt(one, other)
                case 2: words.insert(words[other], at: one)
                default: words[one] = words[other]
                }
            }
            let text = words.joined(separator: " ")
            guard let schema = try? Schema(sdl: text) else {
                _ = try? Schema(unchecked: text).printed()
                continue
            }
            #expect(try Schema(sdl: schema.printed()).changes(to: schema) == [])
        }
    }
}
