import Foundation
import Testing

@testable import Server

/// A folder with the project's files, of which the permissions may change while a server runs.
struct ProjectFolder: Sendable {
    let path: String
    private let original: String

    /// Makes the folder within another one.
    init(in parent: String) throws {
        path = parent + "/home-\(UUID().uuidString.prefix(8))"
        let files = FileManager.default
        try files.createDirectory(atPath: path + "/Config", withIntermediateDirectories: true)
        let root = SettingsTests.root
        for name in ["schema.graphql", "Migrations"] {
            try files.createSymbolicLink(atPath: path + "/" + name, withDestinationPath: root + "/" + name)
        }
        for name in try files.contentsOfDirectory(atPath: root + "/Config") where name != "permissions.yaml" {
            let link = path + "/Config/" + name
            try files.createSymbolicLink(atPath: link, withDestinationPath: root + "/Config/" + name)
        }
        original = try String(contentsOfFile: root + "/Config/permissions.yaml", encoding: .utf8)
        try write(original)
    }

    /// The file's path.
    var file: String { path + "/Config/permissions.yaml" }

    /// The project's permissions with these texts replaced, each of which stands there once.
    func permissions(_ edits: KeyValuePairs<String, String>) throws -> String {
        var text = original
        for (old, new) in edits {
            try #require(text.components(separatedBy: old).count == 2, "\(old) must stand there once")
            text = text.replacingOccurrences(of: old, with: new)
        }
        return text
    }

    /// Puts the project's permissions there with some texts replaced, at once as editors do.
    func change(_ edits: KeyValuePairs<String, String>) throws { try write(permissions(edits)) }

    /// Puts a text in the file's place.
    func write(_ text: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: file), options: .atomic)
    }

    /// Line and column of a text that stands in the file once.
    func place(of text: String) throws -> String {
        let before = try String(contentsOfFile: file, encoding: .utf8).components(separatedBy: text)
        try #require(before.count == 2, "\(text) must stand there once")
        let lines = before[0].split(separator: "\n", omittingEmptySubsequences: false)
        return "\(lines.count):\((lines.last?.count ?? 0) + 1)"
    }
}
