import Testing

@Suite struct LengthsTests {
    private func source(_ text: String, path: String = "Sources/A/A.swift") -> SwiftSource {
        SwiftSource(path: path, text: text)
    }

    private func lines(_ count: Int) -> String { String(repeating: "    work()\n", count: count) }

    @Test(
        arguments: [
            "func a() {\n", "init(\n    a: Int\n) {\n",
            "public static func a<T>(b: [T] = []) throws(E) -> T where T: P {\n",
            "var a: Int {\n", "subscript(a: Int) -> Int {\n", "deinit {\n",
            "@Test(.tags(.slow)) func `a b`() async {\n",
            "static func == (a: A, b: A) -> Bool {\n",
        ])
    func `a long body is reported`(head: String) {
        let headLines = head.split(separator: "\n").count
        let budget = Lengths.functionLinesMax - headLines - 1

        #expect(Lengths.functions(source(head + lines(budget) + "}\n")) == [])
        #expect(Lengths.functions(source(head + lines(budget + 1) + "}\n")).map(\.line) == [1])
    }

    @Test func `a type is no function`() {
        let text =
            "struct A {\n    var a: Int\n    let b = 1\n" + lines(100) + "}\nprotocol P {\n    func a()\n}\n"

        #expect(Lengths.functions(source(text)) == [])
        #expect(
            Lengths.functions(source("protocol P {\n    func a()\n}\nstruct B {\n" + lines(100) + "}\n"))
                == [])
    }

    @Test func `braces in strings and defaults do not count`() {
        let text = "func a(b: () -> Void = {}) {\n    c(\"}\")\n" + lines(70) + "}\n"

        #expect(Lengths.functions(source(text)).map(\.line) == [1])
    }

    @Test func `a long line is reported`() {
        let line = String(repeating: "é", count: Lengths.columnsMax)

        #expect(Lengths.lines(source("a\n\(line)\n")) == [])
        #expect(Lengths.lines(source("a\n\(line)x\n")).map(\.line) == [2])
    }

    @Test func `a long file is reported unless it is exempt`() {
        let long = source(lines(Lengths.fileLinesMax + 1))

        #expect(Lengths.files([source(lines(Lengths.fileLinesMax))], exempt: [:]) == [])
        #expect(Lengths.files([long], exempt: [:]).map(\.path) == [long.path])
        #expect(Lengths.files([long], exempt: [long.path: "a table"]) == [])
    }

    @Test func `an exemption without need is reported`() {
        #expect(Lengths.files([source("a\n")], exempt: ["Sources/A/A.swift": "a table"]).count == 1)
    }

    @Test func `the median is the middle file`() {
        #expect(Lengths.median([1, 9, 2].map { source(lines($0)) }) == 2)
        #expect(Lengths.median([]) == 0)
    }
}
