import Foundation
import GraphQLLanguage
import GraphQLSchema
import GraphQLValidation

/// The documents of a client, as its build writes them to a file: what `comanda documents import` reads.
///
/// Two forms are common: an object of hashes and documents, `{"<hash>": "<document>"}`, and a list,
/// `{"operations": [{"id": "<hash>", "name": "…", "body": "<document>"}]}`. Hashes are SHA-256 in hexadecimal
/// digits, with or without `sha256:` before them.
struct DocumentManifest: Sendable {
    /// One document.
    struct Entry: Sendable {
        let hash: String
        let name: String?
        let document: [UInt8]
    }

    /// The entries by hash.
    let entries: [Entry]

    /// Reads a manifest's bytes and checks every document: hash, syntax, the rules of the schema.
    ///
    /// - Throws: `StartFailure` with every problem, one a line.
    init(
        _ data: Data, file: String, schema: Schema,
        limits: (parser: ParserLimits, validation: ValidationLimits)
    )
        throws(StartFailure)
    {
        guard let root = (try? JSONSerialization.jsonObject(with: data)) as? [String: Any],
            let listed = Self.listed(root)
        else {
            throw StartFailure(
                "\(file): no manifest: neither {\"<hash>\": \"<document>\"} nor {\"operations\": "
                    + "[{\"id\", \"name\", \"body\"}]}",
                status: 65)
        }
        var problems: [String] = []
        for entry in listed {
            if let problem = Self.problem(of: entry, schema, limits) {
                problems.append("\(file): \(entry.name ?? entry.hash): \(problem)")
            }
        }
        guard problems.isEmpty else { throw StartFailure(problems.joined(separator: "\n"), status: 65) }
        entries = listed
    }

    private static func listed(_ root: [String: Any]) -> [Entry]? {
        guard let operations = root["operations"] else {
            let texts = root.compactMapValues { $0 as? String }
            guard texts.count == root.count else { return nil }
            return texts.sorted { $0.key < $1.key }.map { entry($0.key, nil, $0.value) }
        }
        guard let operations = operations as? [[String: Any]] else { return nil }
        var entries: [Entry] = []
        for operation in operations {
            guard let id = operation["id"] as? String, let body = operation["body"] as? String else {
                return nil
            }
            entries.append(entry(id, operation["name"] as? String, body))
        }
        return entries
    }

    private static func entry(_ id: String, _ name: String?, _ document: String) -> Entry {
        let hash = id.hasPrefix("sha256:") ? String(id.dropFirst(7)) : id
        return Entry(hash: hash.lowercased(), name: name, document: Array(document.utf8))
    }

    /// What is wrong with a document; nil if it may be imported.
    private static func problem(
        of entry: Entry, _ schema: Schema, _ limits: (parser: ParserLimits, validation: ValidationLimits)
    ) -> String? {
        guard DocumentHash.of(entry.document) == entry.hash else {
            return "the hash is not the document's, which is \(DocumentHash.of(entry.document))"
        }
        if let name = entry.name, !(1...200).contains(name.count) { return "the name is longer than 200" }
        do {
            let document = try Parser.parse(entry.document, limits: limits.parser)
            guard let error = validate(document, on: schema, limits: limits.validation).first else {
                return nil
            }
            let place = error.locations.first.map { "\($0.line):\($0.column): " } ?? ""
            return place + error.message
        } catch {
            return "\(error.location.line):\(error.location.column): \(error.message)"
        }
    }
}
