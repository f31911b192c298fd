import Foundation
import GraphQLExecution
import GraphQLSchema

/// A value of an answer.
enum JSON: Hashable, Sendable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case list([JSON])
    case object([String: JSON])

    /// Reads an answer's body; null for anything that is not JSON.
    ///
    /// - Complexity: O(count). Foundation's decoder took most of the tests' time.
    init(_ body: Data) {
        let value = body.withUnsafeBytes { bytes in try? JSONReader.read(bytes, depthMax: 200) }
        self = value.map(JSON.init) ?? .null
    }

    private init(_ value: InputValue) {
        switch value {
        case .null: self = .null
        case .boolean(let flag): self = .bool(flag)
        case .int(let number): self = .number(Double(number))
        case .largeInteger(let digits): self = .number(Double(digits) ?? .infinity)
        case .float(let number): self = .number(number)
        case .string(let text), .enumeration(let text): self = .string(text)
        case .list(let items): self = .list(items.map(JSON.init))
        case .object(let fields):
            self = .object(
                fields.reduce(into: [:]) { $0[$1.name] = JSON($1.value) })
        }
    }

    /// A field of an object; nil when there is none.
    subscript(name: String) -> JSON? {
        guard case .object(let fields) = self else { return nil }
        return fields[name]
    }

    /// The text of a string.
    var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// The items of a list.
    var items: [JSON]? {
        guard case .list(let items) = self else { return nil }
        return items
    }

    /// Every object at or below lists.
    var objects: [JSON] {
        switch self {
        case .object: [self]
        case .list(let items): items.flatMap(\.objects)
        default: []
        }
    }

    /// The same value with a word in place of another in every text.
    func replacing(_ word: String, by other: String) -> JSON {
        switch self {
        case .string(let text): .string(text.replacingOccurrences(of: word, with: other))
        case .list(let items): .list(items.map { $0.replacing(word, by: other) })
        case .object(let fields): .object(fields.mapValues { $0.replacing(word, by: other) })
        default: self
        }
    }
}
