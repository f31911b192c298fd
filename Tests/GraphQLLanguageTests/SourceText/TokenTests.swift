import GraphQLLanguage
import Testing

/// - SeeAlso: GraphQL Sep 2025 §2.1.5
@Suite struct TokenTests {
    @Test func `white space, line terminators, commas and comments mean nothing between tokens`() {
        #expect(printed(",,{,a , b\t#, c } \n\r#\n,d},") == printed("{a b d}"))
        #expect(printed("{a(b:[1,,2,])}") == printed("{a(b:[1 2])}"))
    }

    @Test func `a comment ends with its line and may end the document`() {
        #expect(printed("{ a #\n b # } \r c }#") == printed("{ a b c }"))
    }

    @Test func `white space is needed only between names`() {
        #expect(
            printed("query($a:Int=1){a(b:$a,c:-1){...on A{b}...C@d}}fragment C on D{e}") == """
                query ($a: Int = 1) {
                  a(b: $a, c: -1) {
                    ... on A {
                      b
                    }
                    ...C @d
                  }
                }

                fragment C on D {
                  e
                }
                """)
    }

    @Test(arguments: ["_", "__a", "a1", "A_9z", "query", "on", "true", "null", "fragment", "repeatable"])
    func `names begin with a letter or underscore and go on with digits too`(name: String) throws {
        let document = try parse("{ \(name) }")
        let field = try #require(document.fields.first)
        #expect(document.name(field.name) == name)
    }

    @Test func `equal names have equal numbers`() throws {
        let document = try parse("{ a b: a c(a: $a) }")
        #expect(document.fields[0].name == document.fields[1].name)
        #expect(document.arguments[0].name == document.fields[0].name)
        #expect(document.fields[0].name != document.fields[2].name)
        #expect(document.nameID(of: "c") == document.fields[2].name)
        #expect(document.nameID(of: "d") == nil)
    }

    @Test func `thousands of names keep their numbers apart`() throws {
        let names = (0..<3000).map { "name\($0)" }
        let document = try parse("{ \((names + names).joined(separator: " ")) }")
        #expect(document.fields.map { document.name($0.name) } == names + names)
        #expect(Set(document.fields.map(\.name)).count == 3000)
    }

    @Test(arguments: [
        (".", "1:3 Expected \"...\", found \".\"."), ("..", "1:3 Expected \"...\", found \"..\"."),
        (". . .", "1:3 Expected \"...\", found \".\"."), ("....", "1:6 Expected \"...\", found \".\"."),
        (".5", "1:3 Invalid number: expected a digit before \".\"."),
    ])
    func `dots come by threes`(text: String, problem: String) {
        #expect(failure("{ \(text) }") == problem)
    }
}
