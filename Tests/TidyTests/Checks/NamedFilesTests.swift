import Testing

@Suite struct NamedFilesTests {
    private func lines(_ line: String) throws -> [Int?] {
        try NamedFiles.missing(
            path: "README.md", lines: ["", line],
            among: ["schema.graphql", "Sources/Domain/Money/Currency.swift"]
        ).map(\.line)
    }

    @Test(arguments: ["see `design.md`", "`Money/Gone.swift`, `schema.graphql`", "in `urrency.swift`"])
    func `a file that doesn't exist is reported`(line: String) throws {
        #expect(try lines(line) == [2])
    }

    @Test(
        arguments: [
            "`schema.graphql`", "`Domain/Money/Currency.swift`", "`Currency.swift`", "`NNNN_name.up.sql`",
            "`.up.sql`", "design.md in plain words", "`Money`", "`a.b()`",
        ])
    func `a file of the tree, or no file, passes`(line: String) throws {
        #expect(try lines(line) == [])
    }
}
