import Foundation
import GraphQLSchema
import Yams

/// The YAML file as a list of dotted keys with the lines they stand on: what an error message needs and a
/// settings library does not tell.
struct SettingsFile {
    /// The line of each key, from 1.
    let lines: [String: Int]

    /// Reads and checks the file.
    ///
    /// - Throws: `StartFailure` for a file that can't be read or parsed, and for a key that is no setting,
    ///   with the nearest one that is.
    init(path: String, known: [SettingDefinition]) throws {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw StartFailure("cannot read the settings file \(path)")
        }
        guard let text = String(data: data, encoding: .utf8) else {
            throw StartFailure("\(path): is no UTF-8 text")
        }
        let root: Node?
        do {
            root = try Yams.compose(yaml: text)
        } catch let error as YamlError {
            throw StartFailure("\(path): \(Self.oneLine(error))")
        }
        var lines: [String: Int] = [:]
        if let root {
            guard case .mapping(let mapping) = root else {
                throw StartFailure("\(path):1: is no mapping of settings")
            }
            try Self.collect(mapping, prefix: "", path: path, known: Set(known.map(\.key)), into: &lines)
        }
        self.lines = lines
    }

    private static func collect(
        _ mapping: Node.Mapping, prefix: String, path: String, known: Set<String>,
        into lines: inout [String: Int]
    ) throws {
        for (name, value) in mapping {
            let key = prefix + (name.string ?? "?")
            let line = name.mark?.line ?? 1
            switch value {
            case .mapping(let inner) where known.contains(where: { $0.hasPrefix(key + ".") }):
                try collect(inner, prefix: key + ".", path: path, known: known, into: &lines)
            case .scalar where known.contains(key):
                guard lines.updateValue(line, forKey: key) == nil else {
                    throw StartFailure("\(path):\(line): '\(key)' is set twice")
                }
            case _ where known.contains(key):
                throw StartFailure("\(path):\(line): '\(key)' takes one value")
            case _:
                let hint = Spelling.nearest(to: key, among: known).map { "; did you mean '\($0)'?" } ?? ""
                throw StartFailure("\(path):\(line): there is no setting '\(key)'\(hint)")
            }
        }
    }

    private static func oneLine(_ error: YamlError) -> String {
        "\(error)".split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}
