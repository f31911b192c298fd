import Foundation
import Postgres
import TestSupport
import Testing

/// Each query's response and the SQL that it costs, side by side: a change of either is a diff to look at.
///
/// `UPDATE_GOLDEN=1` rewrites the files, never where `CI` is set.
@Suite(.database(World.template))
struct GoldenQueryTests {
    private static let folder = "Tests/GoldenTests/Queries"

    static var queries: [String] {
        let files = FileManager.default.enumerator(atPath: Repository.path(folder))
        let names = (files?.allObjects as? [String]) ?? []
        return names.filter { $0.hasSuffix(".graphql") }.map { String($0.dropLast(8)) }.sorted()
    }

    @Test(arguments: queries)
    func `a query has its response and its statements`(_ name: String) async throws {
        let document = try Repository.text("\(Self.folder)/\(name).graphql")
        let world = try World()

        let (response, statements) = await world.run(document, role: Self.role(of: document))

        try expect(PrettyJSON.text(response), equals: "\(name).json")
        try expect(Self.sql(statements), equals: "\(name).sql")
    }

    /// `# role: WAITER` in the first line.
    private static func role(of document: String) -> String {
        let line = document.prefix { $0 != "\n" }
        return String(line.drop { $0 != ":" }.dropFirst(2))
    }

    private static func sql(_ statements: [StatementEvent]) -> String {
        statements.map { "-- round \($0.round): \($0.statement.name)\n\($0.statement.sql);\n" }
            .joined(separator: "\n")
    }

    private func expect(_ text: String, equals file: String) throws {
        let path = Repository.path("\(Self.folder)/\(file)")
        let environment = ProcessInfo.processInfo.environment
        if environment["UPDATE_GOLDEN"] == "1" {
            try #require(environment["CI"] == nil, "golden files are written by people, not by CI")
            try text.write(toFile: path, atomically: true, encoding: .utf8)
        }
        let golden = try String(contentsOfFile: path, encoding: .utf8)
        #expect(text == golden, "\(file) differs")
    }
}

/// JSON with one member a line; the order of members stays.
enum PrettyJSON {
    static func text(_ json: String) -> String {
        var text = ""
        var depth = 0
        var isInString = false
        var isEscaped = false
        var previous: Character = " "
        for character in json {
            if isInString {
                text.append(character)
                if !isEscaped, character == "\"" { isInString = false }
                isEscaped = !isEscaped && character == "\\"
                continue
            }
            switch character {
            case "{", "[":
                depth += 1
                text.append(character)
                text += newLine(depth)
            case "}", "]":
                depth -= 1
                if previous == "{" || previous == "[" {
                    text.removeLast(newLine(depth + 1).count)
                } else {
                    text += newLine(depth)
                }
                text.append(character)
            case ",": text += ",\(newLine(depth))"
            case ":": text += ": "
            default:
                isInString = character == "\""
                text.append(character)
            }
            previous = character
        }
        return text + "\n"
    }

    private static func newLine(_ depth: Int) -> String { "\n" + String(repeating: "  ", count: depth) }
}
