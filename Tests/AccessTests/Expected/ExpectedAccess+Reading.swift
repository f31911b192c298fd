import Yams

/// Why the file can't be compared with the server.
struct UnknownWording: Error {
    let place: String
}

extension ExpectedAccess {
    /// Reads the file; wording that this reader does not know is an error, so that nothing passes unseen.
    init(yaml: String) throws {
        let file = try Self.mapping(try Yams.load(yaml: yaml), "the file")
        let known = ["version", "defaults", "claims", "roles", "scopes", "masks", "types", "tests"]
        try Self.check(file, known, "the file")
        if let defaults = file["defaults"] {
            let values = try Self.mapping(defaults, "defaults")
            if let level = values["introspection"] as? String { defaultIntrospection = level }
            otherwise = try Self.outcome(values["otherwise"] ?? "hide")
        }
        // Yams keeps no order of keys: the file's own lines tell it.
        let order = yaml.split(separator: "\n").map { $0.prefix { $0 != ":" }.filter { $0 != " " } }
        let named = try Self.mapping(file["roles"] ?? [:], "roles")
        for role in named.keys.sorted(by: { Self.rank($0, order) < Self.rank($1, order) }) {
            try readRole(role, try Self.mapping(named[role] ?? [:], "the role \(role)"))
        }
        let masks = try Self.mapping(file["masks"] ?? [String: Any](), "masks")
        for (type, value) in try Self.mapping(file["types"] ?? [:], "types") {
            try readType(type, try Self.mapping(value, type), masks)
        }
    }

    private static func rank(_ role: String, _ lines: [String]) -> Int {
        lines.firstIndex(of: role) ?? lines.count
    }

    private mutating func readRole(_ name: String, _ role: [String: Any]) throws {
        let known = [
            "inherits", "abstract", "keyScope", "besides", "introspection", "tenants", "writes", "limits",
        ]
        try Self.check(role, known, "the role \(name)")
        parents[name] = try Self.words(role["inherits"] ?? [String](), "inherits of \(name)")
        introspection[name] = role["introspection"] as? String
        if role["tenants"] != nil || role["writes"] != nil { platformRoles.insert(name) }
        if role["keyScope"] as? Bool == true {
            keyScopes.append(name)
        } else if role["abstract"] as? Bool != true, role["besides"] == nil {
            roles.append(name)
        }
    }

    private mutating func readType(
        _ type: String, _ value: [String: Any], _ masks: [String: Any]
    ) throws {
        try Self.check(value, ["rows", "fields", "values"], type)
        for section in ["fields", "values"] {
            for (names, entry) in try Self.mapping(value[section] ?? [:], type) {
                let content = try Self.mapping(entry, "\(type).\(names)")
                for name in Self.parts(names) {
                    let coordinate = "\(type).\(name)"
                    entries[coordinate] = try Self.entry(content, coordinate, masks)
                    try readArguments(content, coordinate)
                }
            }
        }
    }

    private mutating func readArguments(_ content: [String: Any], _ field: String) throws {
        for (names, value) in try Self.mapping(content["arguments"] ?? [:], field) {
            for name in Self.parts(names) {
                let coordinate = "\(field)(\(name):)"
                entries[coordinate] = try Self.entry(try Self.mapping(value, coordinate), coordinate, [:])
            }
        }
    }

    private static func entry(
        _ content: [String: Any], _ place: String, _ masks: [String: Any]
    ) throws -> Entry {
        try check(
            content,
            [
                "allow", "deny", "mask", "otherwise", "arguments", "input", "on", "max", "force", "values",
                "audit",
            ],
            place)
        var entry = Entry()
        if let allow = content["allow"] { entry.allow = Set(try words(allow, place)) }
        if let deny = content["deny"] { entry.deny = Set(try words(deny, place)) }
        for (role, mask) in try mapping(content["mask"] ?? [String: Any](), place) {
            let form = (mask as? String).flatMap { masks[$0] } ?? mask
            guard let known = ExpectedMask(form) else { throw UnknownWording(place: "mask of \(place)") }
            entry.masks[role] = known
        }
        if let otherwise = content["otherwise"] { entry.otherwise = try outcome(otherwise) }
        return entry
    }

    private static func outcome(_ value: Any) throws -> Outcome {
        switch value as? String {
        case "hide": return .hidden
        case "error": return .error
        case "null": return .null
        case .some(let word): throw UnknownWording(place: "otherwise: \(word)")
        case nil: return .null
        }
    }

    private static func mapping(_ value: Any?, _ place: String) throws -> [String: Any] {
        guard let mapping = value as? [String: Any] else { throw UnknownWording(place: place) }
        return mapping
    }

    private static func words(_ value: Any, _ place: String) throws -> [String] {
        guard let list = value as? [Any] else { throw UnknownWording(place: place) }
        return list.map { "\($0)" }
    }

    private static func check(_ mapping: [String: Any], _ known: [String], _ place: String) throws {
        for key in mapping.keys where !known.contains(key) {
            throw UnknownWording(place: "\(key) of \(place)")
        }
    }

    /// The names of a key such as `"id, name"`.
    private static func parts(_ text: String) -> [String] {
        text.split(separator: ",").map { String($0.filter { $0 != " " }) }
    }
}
