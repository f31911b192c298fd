internal import DataLoader
internal import GraphQLExecution
internal import GraphQLSchema

extension KeyPart {
    /// The name of an enum's value as a key.
    static func choice(_ argument: String) -> KeyPart {
        .argument(argument) { value in
            guard case .enumeration(let name) = value else { return nil }
            return Array(name.utf8)
        }
    }

    /// An enum value or a list of them as a key: their names, apart by spaces.
    static func states(_ argument: String) -> KeyPart {
        .argument(argument) { value in
            switch value {
            case .enumeration(let word): return Array(word.utf8)
            case .list(let values):
                let words = values.compactMap { if case .enumeration(let word) = $0 { word } else { nil } }
                return Array(words.joined(separator: " ").utf8)
            default: return nil
            }
        }
    }

    /// A day as a key.
    static func day(_ argument: String) -> KeyPart {
        .argument(argument) { value in
            guard case .string(let text) = value, let day = CalendarDay(iso8601: text) else { return nil }
            return withUnsafeBytes(of: day.days.bigEndian) { Array($0) }
        }
    }

    /// A text to look for as a key; one that no column can hold matches nothing.
    static func words(of argument: String) -> KeyPart {
        .argument(argument) { value in
            guard case .string(let text) = value, !text.utf8.contains(0), text.utf8.count <= 400 else {
                return nil
            }
            return Array(text.utf8)
        }
    }

    /// A moment as a key.
    static func instant(_ argument: String) -> KeyPart {
        .argument(argument) { value in
            guard case .string(let text) = value, let instant = Instant(rfc3339: text) else { return nil }
            return withUnsafeBytes(of: instant.microseconds.bigEndian) { Array($0) }
        }
    }
}
