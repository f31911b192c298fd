import Foundation

/// The direction of imports: the table, the manifest and the sources must say the same.
enum Imports {
    private static let importLine =
        #"^[ \t]*(?:@\w+[ \t]+)*(?:public |package |internal |fileprivate |private )?import "#
        + #"(?:(?:struct|class|enum|protocol|func|var|let|typealias|actor) )?(\w+)"#

    /// The modules that a file imports, each with its line.
    static func modules(in source: SwiftSource) throws -> [(module: String, line: Int)] {
        let pattern = try Regex(importLine, as: (Substring, Substring).self)
        return source.code.enumerated().compactMap { index, line in
            guard line.contains("import ") else { return nil }
            return line.firstMatch(of: pattern).map { (String($0.output.1), index + 1) }
        }
    }

    /// Imports that the table doesn't allow.
    static func forbidden(
        in source: SwiftSource, table: [String: AllowedImports] = AllowedImports.table
    ) throws -> [Violation] {
        guard let target = source.target, let allowed = table[target] else {
            return [
                Violation(path: source.path, message: "no entry for its target in the import table: add one")
            ]
        }
        return try modules(in: source).filter { !allowed.contains($0.module) }.map {
            Violation(
                path: source.path, line: $0.line,
                message: "\(target) may not import \($0.module): move the code up, or pass the value in")
        }
    }

    /// Differences between the table and the manifest, in both directions.
    static func differences(
        manifest: Manifest, table: [String: AllowedImports] = AllowedImports.table
    ) -> [Violation] {
        var messages: [String] = []
        for target in Set(manifest.targets.keys).subtracting(table.keys).sorted() {
            messages.append("target \(target) is missing in the import table")
        }
        for (target, allowed) in table.sorted(by: { $0.key < $1.key }) {
            guard let declared = manifest.targets[target] else {
                messages.append("target \(target) of the import table does not exist")
                continue
            }
            let expected = allowed.project.union(allowed.packages)
            for name in expected.subtracting(declared).sorted() {
                messages.append("\(target) → \(name) is in the import table, not in the manifest")
            }
            for name in declared.subtracting(expected).sorted() {
                messages.append("\(target) → \(name) is in the manifest, not in the import table")
            }
        }
        return messages.map { Violation(path: "Package.swift", message: $0) }
    }

    /// Dependencies of the manifest that no file of their target imports: each costs build time for nothing.
    static func unused(manifest: Manifest, sources: [SwiftSource]) throws -> [Violation] {
        var imported: [String: Set<String>] = [:]
        for source in sources {
            guard let target = source.target else { continue }
            imported[target, default: []].formUnion(try modules(in: source).map(\.module))
        }
        return manifest.targets.sorted { $0.key < $1.key }.flatMap { target, dependencies in
            dependencies.subtracting(imported[target] ?? []).sorted().map {
                Violation(
                    path: "Package.swift", message: "\(target) depends on \($0), but no file imports it")
            }
        }
    }

    /// Folders of tests that a script builds: libFuzzer brings a main function of its own.
    private static let scriptedTests: Set<String> = ["Fuzzing"]

    /// Folders that no target of the manifest compiles: tests in them would never run.
    static func foldersWithoutTarget(manifest: Manifest, sources: Set<String>, tests: Set<String>)
        -> [Violation]
    {
        sources.subtracting(manifest.targets.keys).sorted().map {
            Violation(path: "Sources/\($0)", message: "no target in Package.swift compiles it")
        }
            + tests.subtracting(manifest.testTargets).subtracting(scriptedTests).sorted().map {
                Violation(path: "Tests/\($0)", message: "no test target in Package.swift runs it")
            }
    }
}
