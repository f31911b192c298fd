import Testing

@Suite struct ImportsTests {
    private let table = [
        "A": AllowedImports(),
        "B": AllowedImports(project: ["A"], packages: ["Logging"], system: ["Synchronization"]),
    ]
    private let manifest = """
        let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
        func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
            .target(name: name, dependencies: dependencies, swiftSettings: settings)
        }
        let package = Package(
            name: "p",
            products: [.library(name: "P", targets: ["A"])],
            targets: [
                // The system's library ("not" a target).
                library("A"),
                library("B", ["A", logging]),
                .executableTarget(
                    name: "C",
                    dependencies: ["B", .product(name: "JWTKit", package: "jwt-kit")],
                    swiftSettings: settings),
                tests("BTests", ["B"]),
            ])
        """

    private func source(_ text: String, target: String = "B") -> SwiftSource {
        SwiftSource(path: "Sources/\(target)/File.swift", text: text)
    }

    @Test(
        arguments: [
            "import Foundation", "public import Foundation", "internal import struct Foundation.Data",
            "@preconcurrency import Foundation", "@_exported public import Foundation",
            "#if canImport(Foundation)\n    import Foundation\n#endif",
        ])
    func `an import outside the table is reported`(text: String) throws {
        #expect(try Imports.forbidden(in: source(text), table: table).count == 1)
    }

    @Test(arguments: [
        "import A", "public import Logging", "import Synchronization", "// import Foundation", "\"import F\"",
    ])
    func `an import of the table passes`(text: String) throws {
        #expect(try Imports.forbidden(in: source(text), table: table) == [])
    }

    @Test func `a target outside the table is reported`() throws {
        #expect(try Imports.forbidden(in: source("", target: "D"), table: table).count == 1)
    }

    @Test func `the engine imports nothing of Foundation`() throws {
        for target in ["GraphQLLanguage", "GraphQLSchema", "GraphQLValidation", "GraphQLExecution"] {
            #expect(try Imports.forbidden(in: source("import Foundation", target: target)).count == 1)
            #expect(AllowedImports.table[target]?.packages.isEmpty == true)
            #expect(AllowedImports.table[target]?.project.allSatisfy { $0.hasPrefix("GraphQL") } == true)
        }
    }

    @Test func `the manifest is read with constants and products`() throws {
        let manifest = try Manifest(text: manifest)

        #expect(manifest.targets == ["A": [], "B": ["A", "Logging"], "C": ["B", "JWTKit"]])
        #expect(manifest.testTargets == ["BTests"])
    }

    @Test func `every difference of table and manifest is reported`() throws {
        var table = table
        table["B"] = AllowedImports(project: ["A", "X"])
        table["Gone"] = AllowedImports()

        let messages = Imports.differences(manifest: try Manifest(text: manifest), table: table).map(
            \.message)

        #expect(messages.count == 4)
        #expect(messages.contains("target C is missing in the import table"))
        #expect(messages.contains("target Gone of the import table does not exist"))
        #expect(messages.contains("B → X is in the import table, not in the manifest"))
        #expect(messages.contains("B → Logging is in the manifest, not in the import table"))
    }

    @Test func `a dependency that nothing imports is reported`() throws {
        let sources = [source("import A\nimport Logging"), source("import B", target: "C")]

        let messages = try Imports.unused(manifest: try Manifest(text: manifest), sources: sources).map(
            \.message)

        #expect(messages == ["C depends on JWTKit, but no file imports it"])
    }

    @Test func `a folder without a target is reported`() throws {
        let found = Imports.foldersWithoutTarget(
            manifest: try Manifest(text: manifest), sources: ["A", "B", "C", "D"],
            tests: ["BTests", "CTests"])

        #expect(found.map(\.path) == ["Sources/D", "Tests/CTests"])
    }
}
