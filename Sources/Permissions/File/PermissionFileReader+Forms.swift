internal import GraphQLExecution
internal import GraphQLSchema
internal import Yams

/// The forms that entries are made of: mappings, lists, words and numbers.
extension PermissionFileReader {
    func place(_ node: Node) -> PermissionPlace {
        PermissionPlace(line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
    }

    /// The entries of a mapping in their order.
    mutating func pairs(_ node: Node, _ owner: String) -> [(key: Word, value: Node)] {
        guard let mapping = node.mapping else {
            report(place(node), "\(owner) must be a mapping")
            return []
        }
        var result: [(key: Word, value: Node)] = []
        for (key, value) in mapping {
            guard let word = word(key, "a key of \(owner)") else { continue }
            result.append((word, value))
        }
        return result
    }

    /// The entries of a mapping whose keys are known.
    mutating func settings(
        _ node: Node, _ owner: String, _ known: [String]
    ) -> [(key: Word, value: Node)] {
        pairs(node, owner).filter { key, _ in
            if known.contains(key.text) { return true }
            report(
                key.place,
                "unknown key \(key.text) of \(owner)" + Spelling.hint(key.text, among: known)
                    + ": \(known.joined(separator: ", ")) are known")
            return false
        }
    }

    /// A word.
    mutating func word(_ node: Node, _ owner: String) -> Word? {
        guard let text = node.string, !text.isEmpty else {
            report(place(node), "\(owner) must be a word")
            return nil
        }
        return Word(text: text, place: place(node))
    }

    /// A list of words.
    mutating func words(_ node: Node, _ owner: String) -> [Word] {
        guard let sequence = node.sequence else {
            report(place(node), "\(owner) must be a list, as in [A, B]")
            return []
        }
        return sequence.compactMap { word($0, "an entry of \(owner)") }
    }

    /// One word, or a list of them.
    mutating func oneOrMore(_ node: Node, _ owner: String) -> [Word] {
        node.sequence == nil ? [word(node, owner)].compactMap { $0 } : words(node, owner)
    }

    /// The words of a key such as `"id, number"`, each with its own place.
    mutating func parts(_ word: Word, _ node: Node?) -> [Word] {
        let isQuoted = [.singleQuoted, .doubleQuoted].contains(node?.scalar?.style ?? .plain)
        var column = word.place.column + (isQuoted ? 1 : 0)
        var result: [Word] = []
        for part in word.text.split(separator: ",", omittingEmptySubsequences: false) {
            let name = part.drop { $0 == " " }.prefix { $0 != " " }
            let lead = part.unicodeScalars.prefix { $0 == " " }.count
            let place = PermissionPlace(line: word.place.line, column: column + lead)
            if name.isEmpty { report(place, "a name is missing between commas") }
            if part.split(separator: " ").count > 1 {
                report(place, "\(part.drop { $0 == " " }): a comma is missing between names")
            }
            if !name.isEmpty { result.append(Word(text: String(name), place: place)) }
            column += part.unicodeScalars.count + 1
        }
        return result
    }

    /// A whole number within limits.
    mutating func number(_ node: Node, _ owner: String, _ range: ClosedRange<Int64>) -> Int64? {
        guard let text = node.string, let number = Int64(text), range.contains(number) else {
            report(
                place(node), "\(owner) must be a whole number from \(range.lowerBound) to \(range.upperBound)"
            )
            return nil
        }
        return number
    }

    /// `true` or `false`.
    mutating func flag(_ node: Node, _ owner: String) -> Bool {
        switch node.string {
        case "true": return true
        case "false": return false
        default:
            report(place(node), "\(owner) must be true or false")
            return false
        }
    }

    /// One of a few words.
    mutating func choice<Value>(_ node: Node, _ owner: String, _ known: [String: Value]) -> Value? {
        if let text = node.string, let value = known[text] { return value }
        let names = known.keys.sorted()
        report(
            place(node),
            "\(owner) must be \(names.joined(separator: ", ").lastCommaAsOr)"
                + Spelling.hint(node.string ?? "", among: names))
        return nil
    }

    /// What a caller gets in place of a value.
    mutating func outcome(_ node: Node) -> Placed<DenialOutcome>? {
        choice(node, "otherwise", DenialOutcome.byName).map { Placed(value: $0, place: place(node)) }
    }

    /// How much introspection tells.
    mutating func introspection(_ node: Node) -> IntrospectionLevel? {
        choice(node, "introspection", IntrospectionLevel.byName)
    }

    /// A literal value: words are texts until a type says otherwise.
    mutating func literal(_ node: Node, _ owner: String) -> InputValue? {
        if let items = node.sequence {
            var values: [InputValue] = []
            for item in items {
                guard let value = literal(item, owner) else { return nil }
                values.append(value)
            }
            return .list(values)
        }
        guard let scalar = node.scalar else {
            report(place(node), "\(owner) must be a value or a list of values")
            return nil
        }
        guard [.plain, .any].contains(scalar.style) else { return .string(scalar.string) }
        switch scalar.string {
        case "null", "~", "": return .null
        case "true": return .boolean(true)
        case "false": return .boolean(false)
        default: return Int64(scalar.string).map(InputValue.int) ?? .string(scalar.string)
        }
    }
}

extension String {
    /// `a, b, c` as `a, b or c`.
    fileprivate var lastCommaAsOr: String {
        guard let comma = lastIndex(of: ",") else { return self }
        return String(self[..<comma]) + " or" + String(self[index(after: comma)...])
    }
}
