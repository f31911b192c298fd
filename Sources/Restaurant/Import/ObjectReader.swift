import Domain

/// Reads the members of one JSON object, noting every problem and going on.
///
/// What is missing or wrong comes back as nil or as the default, with the problem in the list: a document
/// with problems is never used, so what stands in for a bad value does not matter. Members that nobody asked
/// for are misspelled ones, and ``finish()`` reports them.
final class ObjectReader {
    let position: TextPosition
    let path: String
    let problems: ProblemList
    private var members: [String: JSONNode.Member] = [:]
    private var asked: Set<String> = []

    init(_ node: JSONNode, path: String, problems: ProblemList) {
        position = node.position
        self.path = path
        self.problems = problems
        guard case .object(let members) = node.value else {
            problems.add(node.position, path, "must be an object, not \(node.kind)")
            return
        }
        for member in members { self.members[member.name] = member }
    }

    /// Reports the members that were never asked for.
    func finish() {
        for (name, member) in members where !asked.contains(name) {
            problems.add(member.position, path(of: name), "is not a name that is known here")
        }
    }

    /// Reports a problem of one member, or of the whole object.
    func report(_ name: String? = nil, _ message: String) {
        let position = name.flatMap { members[$0]?.value.position } ?? self.position
        problems.add(position, name.map { path(of: $0) } ?? path, message)
    }

    func has(_ name: String) -> Bool { members[name] != nil }

    /// The value of a member; nil when it is absent or null.
    func node(_ name: String) -> JSONNode? {
        asked.insert(name)
        guard let node = members[name]?.value else { return nil }
        if case .null = node.value { return nil }
        return node
    }

    /// A text of 1 to `lengthMax` characters, without surrounding white space.
    func text(_ name: String, lengthMax: Int) -> String? {
        guard let node = node(name) else { return nil }
        guard case .string(let text) = node.value else { return mismatch(name, node, "a text") }
        guard (1...lengthMax).contains(text.unicodeScalars.count) else {
            report(name, "must have 1 to \(lengthMax) characters")
            return nil
        }
        guard text.first?.isWhitespace == false, text.last?.isWhitespace == false else {
            report(name, "must not begin or end with white space")
            return nil
        }
        return text
    }

    func requiredText(_ name: String, lengthMax: Int) -> String {
        if node(name) == nil { report(nil, "needs \"\(name)\"") }
        return text(name, lengthMax: lengthMax) ?? ""
    }

    /// A whole number, as a JSON number or as its text (so that a table's cells fit too).
    func integer(_ name: String, _ range: ClosedRange<Int>) -> Int? {
        guard let node = node(name) else { return nil }
        guard let digits = digits(node), let number = Int(digits), range.contains(number) else {
            report(name, "must be a whole number from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return number
    }

    func bool(_ name: String) -> Bool? {
        guard let node = node(name) else { return nil }
        switch node.value {
        case .bool(let value): return value
        case .string("true"), .string("yes"): return true
        case .string("false"), .string("no"): return false
        default: return mismatch(name, node, "true or false")
        }
    }

    /// An amount in minor units, from a decimal text. A JSON number is taken by its digits, as it stands in
    /// the file.
    func money(_ name: String, _ currency: Currency, _ range: ClosedRange<Int64>) -> Int64? {
        guard let node = node(name) else { return nil }
        guard let digits = digits(node) else { return mismatch(name, node, "an amount such as \"12.50\"") }
        do throws(DecimalTextError) {
            let amount = try currency.minorUnits(decimalText: digits)
            guard range.contains(amount) else { throw DecimalTextError.tooLarge }
            return amount
        } catch {
            switch error {
            case .notDecimal:
                report(name, "\"\(digits)\" is not an amount: write digits and a point, as in 12.50")
            case .tooPrecise(let decimals):
                report(name, "\"\(digits)\" has more than the \(decimals) decimals of \(currency.code)")
            case .tooLarge:
                report(name, "\"\(digits)\" is outside of what a price may be")
            }
            return nil
        }
    }

    /// One word of a list.
    func choice(_ name: String, _ words: [String]) -> String? {
        guard let node = node(name) else { return nil }
        guard case .string(let word) = node.value, words.contains(word) else {
            report(name, "must be one of \(words.joined(separator: ", "))")
            return nil
        }
        return word
    }

    /// A list of texts without repetition; `words` limits them where it is given.
    func texts(_ name: String, words: [String]? = nil, countMax: Int = 64) -> [String] {
        var texts: [String] = []
        for (index, node) in nodes(name, countMax: countMax).enumerated() {
            let place = "\(path(of: name))[\(index)]"
            guard case .string(let text) = node.value else {
                problems.add(node.position, place, "must be a text, not \(node.kind)")
                continue
            }
            if let words, !words.contains(text) {
                problems.add(
                    node.position, place, "\"\(text)\" is not one of \(words.joined(separator: ", "))")
            } else if texts.contains(text) {
                problems.add(node.position, place, "\"\(text)\" stands in this list twice")
            } else {
                texts.append(text)
            }
        }
        return texts
    }

    /// The objects of a list, each with a reader of its own.
    func objects(_ name: String, countMax: Int) -> [ObjectReader] {
        nodes(name, countMax: countMax).enumerated().map { index, node in
            ObjectReader(node, path: "\(path(of: name))[\(index)]", problems: problems)
        }
    }

    /// The members of an object that is used as a table: names that the writer chose, in the order of the
    /// file.
    func table(_ name: String) -> [(key: String, reader: ObjectReader)] {
        guard let node = node(name) else { return [] }
        guard case .object(let members) = node.value else {
            _ = mismatch(name, node, "an object") as Bool?
            return []
        }
        return members.map { member in
            let place = "\(path(of: name)).\(member.name)"
            return (member.name, ObjectReader(member.value, path: place, problems: problems))
        }
    }

    func object(_ name: String) -> ObjectReader? {
        node(name).map { ObjectReader($0, path: path(of: name), problems: problems) }
    }

    private func nodes(_ name: String, countMax: Int) -> [JSONNode] {
        guard let node = node(name) else { return [] }
        guard case .array(let nodes) = node.value else {
            _ = mismatch(name, node, "a list") as Bool?
            return []
        }
        guard nodes.count <= countMax else {
            report(name, "may have \(countMax) entries at most")
            return []
        }
        return nodes
    }

    private func digits(_ node: JSONNode) -> String? {
        switch node.value {
        case .number(let digits), .string(let digits): digits
        default: nil
        }
    }

    private func mismatch<Value>(_ name: String, _ node: JSONNode, _ wanted: String) -> Value? {
        problems.add(node.position, path(of: name), "must be \(wanted), not \(node.kind)")
        return nil
    }

    private func path(of name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }
}
