import Testing

/// What counts as code and what as comment.
@Suite struct SourceMaskTests {
    @Test(
        arguments: [
            ("let a = \"try! b\" // c", "let a = \"      \"     "),
            (#"f("\(g(1)!)!")"#, #"f("  g(1)!  ")"#),
            (##"let a = #"x"y"#; b!"##, ##"let a =  "   " ; b!"##),
            ("a /* b /* c */ d */ e", "a                   e"),
            ("func `a b`() {}", "func `___`() {}"),
            ("a = \"unclosed\nb!", "a = \"         b!"),
            ("a\n\"\"\"\n  \"b!\"\n\"\"\"\nc!", "a\n\"\"\"\n      \n\"\"\"\nc!"),
            (##"a.contains(#/b!"/#) && c"##, ##"a.contains(       ) && c"##),
            (#""\\"; a!"#, #""  "; a!"#),
        ])
    func `strings and comments are no code`(text: String, code: String) {
        let source = SwiftSource(path: "A.swift", text: text)

        // A string cut off by the end of its line: the lines are compared, so the line's end is a space here.
        let joined =
            text.contains("unclosed")
            ? source.code.joined(separator: " ") : source.code.joined(separator: "\n")
        #expect(joined.count == code.count)
        #expect(joined == code)
    }

    @Test func `comments are told from strings that look like them`() {
        let source = SwiftSource(path: "A.swift", text: "let a = \"// no\" // yes\n/// also\n")

        #expect(source.comments.map { $0.trimming() } == ["// yes", "/// also"])
    }

    @Test func `the views have the lines of the text`() {
        let source = SwiftSource(path: "A.swift", text: "a\n\n/* b\nc */\nd")

        #expect(source.lines.count == 5)
        #expect(source.code.count == 5)
        #expect(source.comments.count == 5)
    }
}

extension String {
    /// Without spaces at the ends.
    fileprivate func trimming() -> String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
