import Testing

/// The house rules, checked on the checkout itself. What each check finds and passes over: the files beside.
@Suite struct TreeTests {
    private static let all = Result {
        try Checkout.current.get().swiftSources(below: "Sources/", "Tests/", "Benchmarks/", "Package.swift")
    }

    private let checkout: Checkout
    /// Every Swift file.
    private let all: [SwiftSource]
    /// The Swift files of the product.
    private let sources: [SwiftSource]

    init() throws {
        checkout = try Checkout.current.get()
        all = try TreeTests.all.get()
        sources = all.filter { $0.path.hasPrefix("Sources/") }
    }

    // MARK: Size

    @Test func `no file is longer than its budget`() {
        expectTidy(Lengths.files(all))
    }

    @Test func `the middle file of the sources is short`() {
        let median = Lengths.median(sources)

        print("Median of \(sources.count) source files: \(median) lines.")
        #expect(median <= Lengths.fileLinesMedianMax)
        #expect(median > 0)
    }

    @Test func `no function is longer than its budget`() {
        expectTidy(all.flatMap(Lengths.functions))
    }

    @Test func `no line is longer than its budget`() {
        expectTidy(all.flatMap(Lengths.lines))
    }

    // MARK: Imports

    @Test func `every import is in the table`() throws {
        expectTidy(try compiled().flatMap { try Imports.forbidden(in: $0) })
    }

    @Test func `the import table and the manifest agree`() throws {
        expectTidy(Imports.differences(manifest: try manifest()))
    }

    @Test func `every dependency is used`() throws {
        expectTidy(try Imports.unused(manifest: try manifest(), sources: try compiled()))
    }

    @Test func `every folder of sources and tests is a target`() throws {
        expectTidy(
            Imports.foldersWithoutTarget(
                manifest: try manifest(), sources: checkout.folders(in: "Sources/"),
                tests: checkout.folders(in: "Tests/")))
    }

    // MARK: Words

    @Test func `no banned word stands where it may not`() throws {
        expectTidy(try BannedWords.violations(in: all))
    }

    @Test func `every public declaration has a doc comment`() {
        expectTidy(sources.flatMap(DocComments.violations))
    }

    @Test func `no file knows the machine it was written on`() throws {
        expectTidy(
            try checkout.paths.flatMap { path in
                try checkout.text(of: path).map { try MachineTraces.violations(path: path, text: $0) } ?? []
            })
    }

    // MARK: Names and places

    @Test func `names say what is inside`() {
        expectTidy(PathNames.violations(in: checkout.paths))
    }

    @Test func `the top of the tree is the agreed one`() {
        expectTidy(PathNames.topLevelViolations(in: checkout.paths))
    }

    @Test func `files that comments and guides name exist`() throws {
        let guides = checkout.paths.filter { $0.hasSuffix(".md") }
        let inGuides = try guides.flatMap { path in
            try checkout.text(of: path).map { text in
                try NamedFiles.missing(
                    path: path,
                    lines: text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init),
                    among: checkout.paths)
            } ?? []
        }
        let inComments = try all.flatMap {
            try NamedFiles.missing(path: $0.path, lines: $0.comments, among: checkout.paths)
        }
        expectTidy(inGuides + inComments)
    }

    @Test func `migrations have numbers of their own and can be taken back`() throws {
        expectTidy(try MigrationPairs.violations(in: checkout.paths))
    }

    @Test func `scripts are bash that stops at the first error`() {
        expectTidy(
            checkout.paths.flatMap { path -> [Violation] in
                guard let text = checkout.text(of: path), ShellScripts.isScript(path: path, text: text) else {
                    return []
                }
                return ShellScripts.violations(
                    path: path, text: text, isExecutable: checkout.isExecutable(path))
            })
    }

    // MARK: The specification

    @Test func `every rule has its test and both cite their section`() throws {
        expectTidy(try RuleAnchors.violations(in: all))
    }

    @Test func `every cited section exists`() throws {
        expectTidy(try all.flatMap(SpecificationAnchors.unknown))
    }

    /// The Swift files of all targets that are no tests: the product's, and benchmarks that need the package.
    private func compiled() throws -> [SwiftSource] {
        let targets = try manifest().targets
        return sources
            + all.filter { source in
                source.path.hasPrefix("Benchmarks/") && source.target.map { targets[$0] != nil } ?? false
            }
    }

    private func manifest() throws -> Manifest {
        try Manifest(text: try #require(checkout.text(of: "Package.swift")))
    }
}
