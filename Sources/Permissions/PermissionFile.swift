internal import Yams

/// `Config/permissions.yaml` as written, with the line of each entry: names are not looked up yet.
struct PermissionFile {
    /// A name and where it stands.
    struct Name {
        let text: String
        let line: Int
    }

    /// One role.
    struct Role {
        let name: Name
        let inherits: [Name]
        /// Nobody holds an abstract role; it is only inherited.
        let isAbstract: Bool
    }

    /// One entry of a type: the fields that it names and the roles that may see them.
    struct Entry {
        let type: Name
        let fields: [Name]
        let allow: [Name]
    }

    private(set) var roles: [Role] = []
    private(set) var types: [Name] = []
    private(set) var entries: [Entry] = []
    /// What does not have the expected form.
    private(set) var problems: [PermissionProblem] = []

    /// Reads the file's text.
    init(yaml: String) {
        do {
            guard let root = try Yams.compose(yaml: yaml), root.mapping != nil else {
                report(1, "the file must be a mapping of version, roles and types")
                return
            }
            readRoot(root)
        } catch let error as YamlError {
            report(1, "no YAML: \(error)")
        } catch {
            report(1, "no YAML")
        }
    }

    private mutating func readRoot(_ root: Node) {
        for (key, value) in pairs(root, "the file") {
            switch key.text {
            case "version":
                if value.int != 1 { report(key.line, "version must be 1") }
            case "defaults": readDefaults(value)
            case "roles":
                for (name, body) in pairs(value, "roles") { readRole(name, body) }
            case "types":
                for (name, body) in pairs(value, "types") { readType(name, body) }
            default: report(key.line, "unknown key \(key.text): version, defaults, roles and types are known")
            }
        }
    }

    private mutating func readDefaults(_ node: Node) {
        let known = ["unlisted": "deny", "otherwise": "hide"]
        for (key, value) in pairs(node, "defaults") {
            guard let only = known[key.text] else {
                report(key.line, "unknown default \(key.text)")
                continue
            }
            if value.string != only { report(key.line, "\(key.text) must be \(only)") }
        }
    }

    private mutating func readRole(_ name: Name, _ body: Node) {
        var inherits: [Name] = []
        var isAbstract = false
        for (key, value) in pairs(body, "role \(name.text)") {
            switch key.text {
            case "inherits": inherits = names(value, "inherits")
            case "abstract": isAbstract = value.bool ?? false
            default: report(key.line, "unknown key \(key.text) of role \(name.text)")
            }
        }
        roles.append(Role(name: name, inherits: inherits, isAbstract: isAbstract))
    }

    private mutating func readType(_ name: Name, _ body: Node) {
        types.append(name)
        for (key, value) in pairs(body, "type \(name.text)") {
            guard key.text == "fields" else {
                report(key.line, "unknown key \(key.text) of type \(name.text)")
                continue
            }
            for (fields, rule) in pairs(value, "fields of \(name.text)") { readEntry(name, fields, rule) }
        }
    }

    private mutating func readEntry(_ type: Name, _ fields: Name, _ rule: Node) {
        var allow: [Name] = []
        for (key, value) in pairs(rule, "\(type.text).\(fields.text)") {
            guard key.text == "allow" else {
                report(key.line, "unknown key \(key.text) of \(type.text).\(fields.text)")
                continue
            }
            allow = names(value, "allow")
        }
        let list = fields.text.split(separator: ",").map { part in
            Name(text: String(part.drop { $0 == " " }.prefix { $0 != " " }), line: fields.line)
        }
        entries.append(Entry(type: type, fields: list, allow: allow))
    }

    private mutating func pairs(_ node: Node, _ place: String) -> [(Name, Node)] {
        guard let mapping = node.mapping else {
            report(node.mark?.line ?? 0, "\(place) must be a mapping")
            return []
        }
        return mapping.map { (name($0.key), $0.value) }
    }

    private mutating func names(_ node: Node, _ place: String) -> [Name] {
        guard let sequence = node.sequence else {
            report(node.mark?.line ?? 0, "\(place) must be a list of roles")
            return []
        }
        return sequence.map(name)
    }

    private func name(_ node: Node) -> Name {
        Name(text: node.string ?? "", line: node.mark?.line ?? 0)
    }

    private mutating func report(_ line: Int, _ message: String) {
        problems.append(PermissionProblem(line: line, message: message))
    }
}

/// One thing that is wrong with the permission file.
public struct PermissionProblem: Sendable, Equatable {
    /// The line in the file, from 1; 0 for what the file lacks.
    public let line: Int
    /// What is wrong, with the name that may have been meant.
    public let message: String
}
