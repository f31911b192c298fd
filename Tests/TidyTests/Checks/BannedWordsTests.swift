import Testing

@Suite struct BannedWordsTests {
    private func names(_ text: String, path: String = "Sources/GraphQLLanguage/A.swift") throws -> [String] {
        try BannedWords.violations(in: [SwiftSource(path: path, text: text)]).map {
            String($0.message.prefix { $0 != ":" })
        }
    }

    @Test(
        arguments: [
            ("let a = try! b()", "try!"),
            ("let a = b as! C", "as!"),
            ("fatalError(\"no\")", "fatalError"),
            ("Dictionary(uniqueKeysWithValues: a)", "uniqueKeysWithValues"),
            ("print(a)", "print"),
            ("work = Task { await a() }", "unstructured task"),
            ("Task(priority: .high) { }", "unstructured task"),
            ("Task<Void, Never> {}", "unstructured task"),
            ("struct A: @unchecked Sendable {}", "@unchecked Sendable"),
            ("nonisolated(unsafe) var a = 1", "nonisolated(unsafe)"),
            ("unowned(unsafe) let a: A", "unowned(unsafe)"),
            ("// TODO later", "open task"),
            ("let a = \"SELECT set_config('app.organization', $1, false)\"", "setting of a session"),
            ("/// FIXME: wrong", "open task"),
            ("    package static func a() {}", "package access"),
            ("let a = b!", "force unwrap"),
            ("let a = b()!.c", "force unwrap"),
            ("let a = b[0]!", "force unwrap"),
            ("var a: String!", "force unwrap"),
            ("let a = \"\\(b!)\"", "force unwrap"),
            ("let a = URL(\"x\")!", "force unwrap"),
            ("let a = b! == c", "force unwrap"),
            ("let a = [b: c]!", "force unwrap"),
        ])
    func `a banned word is reported`(text: String, name: String) throws {
        #expect(try names(text) == [name])
    }

    @Test(
        arguments: [
            "let a = b != c", "if !a { }", "let a = b!=c", "let a = (!b, !c)", "#if !os(Linux)", "a !== b",
            "a!==b",
            "// try! and as! and b!", "let a = \"try! b!\"", "try await a()", "let a = try? b()",
            "#expect(!a.b)",
            "group.addTask { }", "withTaskGroup { }", "let a: Task<Void, Never>", "while !Task.isCancelled {",
            "try await Task.sleep(a)",
            "debugPrint(a)", "a.print(b)", "blueprint(a)", "/// `\\uXXXX` is an escape", "let a = \"TODO\"",
            "let package = 1",
        ])
    func `what only looks like a banned word passes`(text: String) throws {
        #expect(try names(text) == [])
    }

    @Test func `a detached task is reported`() throws {
        #expect(try names("Task.detached { }").contains("Task.detached"))
    }

    @Test func `a proof beside it allows unchecked Sendable`() throws {
        #expect(try names("struct A: @unchecked Sendable {\n    // Sendable: written once by init.\n}") == [])
        #expect(try names("// Sendable: guarded by `lock`.\nnonisolated(unsafe) var a = 1") == [])
        #expect(try names("struct A: @unchecked Sendable {\n\n\n\n    // Sendable: too far.\n}").count == 1)
        #expect(try names("// It is Sendable.\nstruct A: @unchecked Sendable {}").count == 1)
    }

    @Test func `the message names the line and the replacement`() throws {
        let source = SwiftSource(path: "Sources/A/A.swift", text: "a()\nprint(b)\n")

        let found = try BannedWords.violations(in: [source])

        #expect(
            found.map(\.description) == [
                "Sources/A/A.swift:2: print: write instead log through the Logger that was passed in"
            ])
    }

    @Test func `words are banned only in their folders`() throws {
        #expect(try names("print(a)", path: "Tests/ATests/A.swift") == [])
        #expect(try names("print(a)", path: "Sources/Server/Commands/A.swift") == [])
        #expect(try names("package func a()", path: "Sources/Server/A.swift") == [])
        #expect(try names("try! a()", path: "Tests/ATests/A.swift") == ["try!"])
        #expect(try names("Task { }", path: "Sources/Transport/Connection/ConnectionHandler.swift") == [])
        #expect(
            try names("Task { }", path: "Sources/Transport/Connection/Other.swift") == ["unstructured task"])
    }

    @Test func `an allowance without need is reported`() throws {
        let word = BannedWord(name: "a", pattern: "a", instead: "b", allowed: ["Sources/A.swift": "reason"])
        let package = SwiftSource(path: "Package.swift", text: "")

        let unused = try BannedWords.violations(
            in: [package, SwiftSource(path: "Sources/A.swift", text: "b")], words: [word])
        let used = try BannedWords.violations(
            in: [package, SwiftSource(path: "Sources/A.swift", text: "a")], words: [word])

        #expect(unused.map(\.path) == ["Sources/A.swift"])
        #expect(used == [])
    }
}
