import Testing

@Suite struct PathNamesTests {
    @Test(
        arguments: [
            "Sources/A/Utils/B.swift", "Sources/A/Helpers/B.swift", "Sources/Core/A.swift",
            "Sources/A/MenuManager.swift",
            "Sources/A/New/B.swift", "Tests/ATests/TestHelpers.swift", "Sources/A/String+Util.swift",
            "Scripts/common.sh",
            "Sources/A B/C.swift", "Config/my file.yaml",
        ])
    func `a name that says nothing is reported`(path: String) {
        #expect(PathNames.violations(in: [path]).map(\.path) == [path])
    }

    @Test(
        arguments: [
            "Sources/A/Newline.swift", "Sources/A/Scores.swift", "Sources/A/Document+Names.swift",
            "Scripts/test",
            "Sources/A/Commonwealth.swift", "Migrations/0001_core.up.sql",
        ])
    func `a name that only looks like one passes`(path: String) {
        #expect(PathNames.violations(in: [path]) == [])
    }

    @Test func `a stranger at the top of the tree is reported`() {
        let paths = ["Package.swift", ".gitignore", ".ci/run", "Sources/A/A.swift", "docs/a.md", "notes.txt"]

        #expect(PathNames.topLevelViolations(in: paths).map(\.path) == ["docs", "notes.txt"])
    }
}
