import GraphQLLanguage
import Testing

@Suite struct PrinterTests {
    @Test func `executable documents are written one selection a line`() {
        expectPrinted(
            """
            query Menu($id: ID!, $size: [Int!]! = [1, 2] @a) @b(c: 1) {
              small: menu(id: $id, filter: { tags: [A, null], empty: {  }, none: [] }) @include(if: true) {
                ...Prices @c
                ... on Menu @d {
                  id
                }
                ... {
                  name
                }
              }
            }

            fragment Prices on Menu @e {
              price
            }

            mutation {
              a
            }

            query ($a: A) {
              a
            }

            subscription @a {
              b
            }

            {
              a
            }
            """)
    }

    @Test func `descriptions stand on lines of their own`() {
        expectPrinted(
            """
            "What the guest sees"
            query Menu(
              "Which one"
              $id: ID!
              $size: Int
            ) {
              menu
            }

            \"""
            In cents,
              taxes included
            \"""
            fragment Prices on Menu {
              price
            }

            "anonymous"
            query {
              a
            }
            """)
    }

    @Test func `type system documents keep their order, definitions and extensions alike`() {
        expectPrinted(
            """
            "All of it"
            schema @a {
              query: Query
              mutation: Mutation
            }

            extend schema @b

            scalar Date @specifiedBy(url: "https://example.com")

            extend type A implements B & C

            \"""An object\"""
            type A implements B & C @d {
              "A field"
              e(f: G = 1 @h, i: J): [K!]! @l
              m(
                \"""
                An argument
                of two lines
                \"""
                n: O
                p: Q
              ): R
            }

            interface B

            union D = A | B

            extend union D @e = C

            enum E {
              "A value"
              F @g
              H
            }

            input I {
              j: K = { l: 1 } @m
            }

            directive @n(o: P) @q repeatable on FIELD | ENUM_VALUE

            extend directive @n @r

            extend schema {
              subscription: S
            }
            """)
    }

    @Test func `what is too long for a line is bent`() {
        let long = String(repeating: "x", count: 60)
        expectPrinted(
            """
            {
              a(
                b: "\(long)"
                c: 12345678901
              )
              d(e: [
                "\(long)"
                "\(long)"
              ])
              f(g: {
                h: "\(long)"
                i: [
                  "\(long)"
                  { j: "\(long)" }
                ]
              })
            }
            """.replacing("d(e: [", with: "d(\n    e: [").replacing("  ])\n  f", with: "    ]\n  )\n  f"),
            isExact: false)
    }

    @Test func `among type system definitions a query keeps its keyword`() {
        expectPrinted("type Query\n\nquery {\n  a\n}")
    }

    @Test func `a document of operations leaves its type system definitions out`() throws {
        #expect(Printer.text(of: try parse("type A { b: C } query D { e }")) == "query D {\n  e\n}")
    }

    @Test(arguments: [
        "\"\\u{1F600}\\u0041\\/\\u007f\"", "\"\"\"a\"\"\"", "\"\"\"  a\n    b\"\"\"",
        "\"\"\"\n a\n   \n  b \n\"\"\"",
        "\"\"\"\\\"\"\"\"\"\"", "\"\"\"a\"\n\"\"\"", "\"\"\"a\\\n\"\"\"", "\"\"\"\"\"\"", "\"\"\"\n\n\"\"\"",
        "\"\"\"\\\\\"\"\" b\"\"\"",
        "\"\"\"\u{1}\u{7F}\"\"\"", "[1, [2.50e3, {a: [\"\"\"b\n c\"\"\"]}]]",
    ])
    func `a value keeps its meaning, and what is printed prints as it is`(literal: String) throws {
        let text = printed("{ f { g(a: \(literal)) } }")
        #expect(printed(text) == text)
        let (before, after) = (try parse("{ f { g(a: \(literal)) } }"), try parse(text))
        let strings = [before, after].map { document in
            document.values.filter { $0.kind == .string || $0.kind == .blockString }.map(document.string)
        }
        #expect(strings[0] == strings[1])
    }

    /// Expects that a printed text prints as it is.
    private func expectPrinted(
        _ text: String, isExact: Bool = true, sourceLocation: Testing.SourceLocation = #_sourceLocation
    ) {
        let first = printed(text)
        if isExact { #expect(first == text, sourceLocation: sourceLocation) }
        #expect(printed(first) == first, sourceLocation: sourceLocation)
    }
}

/// - SeeAlso: GraphQL Sep 2025 §2.10.4
@Suite struct StringPrinterTests {
    @Test func `quotes, backslashes and control characters are escaped`() {
        #expect(StringPrinter.quoted("a \"b\" \\ /") == #""a \"b\" \\ /""#)
        #expect(
            StringPrinter.quoted("\u{8}\u{C}\n\r\t\u{0}\u{1F}\u{7F}\u{9F}")
                == #""\b\f\n\r\t\u0000\u001F\u007F\u009F""#)
        #expect(StringPrinter.quoted("é漢😀\u{A0}") == "\"é漢😀\u{A0}\"")
    }

    @Test(arguments: [
        ("", "\"\"\"\"\"\""), ("a", "\"\"\"a\"\"\""), ("  a", "\"\"\"  a\"\"\""),
        (#"a"b"#, "\"\"\"a\"b\"\"\""),
        ("a\nb", "\"\"\"\na\nb\n\"\"\""), ("  a\nb", "\"\"\"\n  a\nb\n\"\"\""),
        ("a\n b", "\"\"\"\na\n b\n\"\"\""),
        (#"a""#, "\"\"\"\na\"\n\"\"\""), (#"a\"#, "\"\"\"\na\\\n\"\"\""), (#"  a\"#, "\"\"\"  a\\\n\"\"\""),
        (#"a"""b"#, "\"\"\"a\\\"\"\"b\"\"\""),
    ])
    func `a block string breaks lines only where it must`(text: String, literal: String) throws {
        let block = try #require(StringPrinter.block(text))
        #expect(block == literal)
        #expect(try string(block) == text)
    }

    @Test(arguments: ["\na", "a\n", " \na", "a\n  ", "  a\n  b", "a\rb", " ", "\n"])
    func `a text that no block string stands for has none`(text: String) {
        #expect(StringPrinter.block(text) == nil)
    }
}
