import Foundation

/// A value of an answer.
enum JSON: Decodable, Hashable, Sendable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case list([JSON])
    case object([String: JSON])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let text = try? container.decode(String.self) {
            self = .string(text)
        } else if let flag = try? container.decode(Bool.self) {
            self = .bool(flag)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let items = try? container.decode([JSON].self) {
            self = .list(items)
        } else {
            self = .object(try container.decode([String: JSON].self))
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
