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

    /// A word, a number or a flag of a YAML file; nil for anything else.
    init?(plain value: Any) {
        switch value {
        case let flag as Bool: self = .bool(flag)
        case let number as Int: self = .number(Double(number))
        case let text as String: self = .string(text)
        default: return nil
        }
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

extension JSON: Encodable {
    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let flag): try container.encode(flag)
        case .number(let number):
            if let whole = Int(exactly: number) {
                try container.encode(whole)
            } else {
                try container.encode(number)
            }
        case .string(let text): try container.encode(text)
        case .list(let items): try container.encode(items)
        case .object(let fields): try container.encode(fields)
        }
    }

    /// A leaf as a document writes it.
    var literal: String {
        switch self {
        case .bool(let flag): "\(flag)"
        case .number(let number): Int(exactly: number).map(String.init) ?? "\(number)"
        case .string(let text): "\"\(text)\""
        default: "null"
        }
    }
}
