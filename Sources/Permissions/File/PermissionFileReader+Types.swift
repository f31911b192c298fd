internal import GraphQLSchema
internal import Yams

/// The entries of types.
extension PermissionFileReader {
    private typealias FieldEntry = PermissionFile.FieldEntry

    mutating func readType(_ name: Word, _ node: Node) {
        var entry = PermissionFile.TypeEntry(name: name)
        for (key, value) in settings(node, "type \(name.text)", ["rows", "fields", "values"]) {
            switch key.text {
            case "rows":
                for (role, scopes) in pairs(value, "rows of \(name.text)") {
                    for role in parts(role, nil) {
                        entry.rows.append((role, oneOrMore(scopes, "rows of \(name.text)")))
                    }
                }
            case "fields": entry.fields += entries(value, name.text)
            default: entry.values += entries(value, name.text)
            }
        }
        add(entry)
    }

    /// Entries by names, such as the fields of a type.
    private mutating func entries(_ node: Node, _ owner: String) -> [PermissionFile.FieldEntry] {
        guard let mapping = node.mapping else {
            report(place(node), "the entries of \(owner) must be a mapping")
            return []
        }
        return mapping.compactMap { key, value in
            guard let word = word(key, "a name of \(owner)") else { return nil }
            return entry(parts(word, key), word, value, owner)
        }
    }

    private mutating func entry(
        _ names: [Word], _ key: Word, _ node: Node, _ owner: String
    ) -> PermissionFile.FieldEntry {
        var entry = FieldEntry(names: names, place: key.place)
        let title = names.count == 1 ? "\(owner).\(key.text)" : "\(owner).{\(key.text)}"
        let known = [
            "allow", "deny", "mask", "otherwise", "arguments", "input", "on", "max", "force", "values",
        ]
        for (key, value) in settings(node, title, known) {
            switch key.text {
            case "allow": entry.allow = words(value, "allow")
            case "deny": entry.deny = words(value, "deny")
            case "mask":
                for (role, mask) in pairs(value, "mask of \(title)") {
                    if let mask = word(mask, "mask") { entry.masks.append((role, mask)) }
                }
            case "otherwise": entry.otherwise = outcome(value)
            case "arguments": entry.arguments = entries(value, title)
            case "input": entry.input = entries(value, title)
            case "on":
                for (input, scopes) in pairs(value, "on of \(title)") {
                    entry.targets.append((input, oneOrMore(scopes, "on of \(title)")))
                }
            default: readLimit(key, value, title, &entry.limit)
            }
        }
        return entry
    }

    private mutating func readLimit(
        _ key: Word, _ node: Node, _ owner: String, _ limit: inout PermissionFile.InputEntry
    ) {
        switch key.text {
        case "max":
            limit.max = byRole(node, "max of \(owner)") { reader, node in
                if node.string == "none" { return Int64?.none }
                guard let number = reader.number(node, "max of \(owner)", 0...Int64.max) else { return nil }
                return number
            }
        case "force":
            limit.force = byRole(node, "force of \(owner)") { $0.literal($1, "force of \(owner)") }
        default:
            limit.values = byRole(node, "values of \(owner)") { $0.words($1, "values of \(owner)") }
        }
    }

    /// One value for everybody, or a mapping from roles to values.
    private mutating func byRole<Value: Sendable>(
        _ node: Node, _ owner: String, _ read: (inout Self, Node) -> Value?
    ) -> ByRole<Value> {
        var result = ByRole<Value>()
        guard node.mapping != nil else {
            result.everyone = read(&self, node).map { Placed(value: $0, place: place(node)) }
            return result
        }
        for (role, value) in pairs(node, owner) {
            if let value = read(&self, value) { result.roles.append((role, value)) }
        }
        return result
    }
}
