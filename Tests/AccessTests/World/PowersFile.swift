import Foundation
import Yams

/// The project's permission file with more powers in use: rows by role that overlap, masks, each outcome,
/// limits of roles and of arguments, rows that IDs must name.
enum PowersFile {
    /// Which rows each scope means, as SQL of the test's own.
    static let rows = [
        "spanish": "locale = 'es'", "reachable": "email IS NOT NULL", "all": "true", "ownSelf": "false",
    ]

    /// The files for a server.
    static func files() throws -> ServedFiles {
        var files = try ServedFiles.product()
        guard var file = try Yams.load(yaml: files.permissions) as? [String: Any] else {
            throw UnknownWording(place: "the file")
        }
        file["tests"] = [Any]()
        merge(
            ["spanish": ["Customer": "locale = 'es'"], "reachable": ["Customer": "email IS NOT NULL"]],
            into: "scopes", of: &file)
        merge(["scopes": ["big": ["Table": "capacity >= 4"]]]["scopes"] ?? [:], into: "scopes", of: &file)
        file["masks"] = [
            "tail": "last4", "mail": "initial+domain", "years": "year", "stars": ["constant": "***"],
        ]
        try change("KITCHEN", in: &file) {
            $0["limits"] = ["cost": 300, "depth": 4, "page": 2]
            $0["introspection"] = "none"
        }
        try change("CASHIER", in: &file) { $0["introspection"] = "full" }
        try customers(&file)
        try floor(&file)
        // Whatever is JSON is YAML.
        let options: JSONSerialization.WritingOptions = [.prettyPrinted, .sortedKeys]
        files.permissions = String(
            decoding: try JSONSerialization.data(withJSONObject: file, options: options), as: UTF8.self)
        return files
    }

    /// Two roles with rows and fields of their own, one that inherits from both, one above with all rows.
    private static func customers(_ file: inout [String: Any]) throws {
        try type("Customer", in: &file) { type in
            type["rows"] = [
                "CUSTOMER": "ownSelf", "WAITER": "spanish", "CASHIER": "reachable", "ORG_ADMIN": "all",
                "customers:read": "all",
            ]
        }
        let key = "customers:read"
        let entries: [String: [String: Any]] = [
            "name": ["allow": ["CUSTOMER", "WAITER", key], "otherwise": "null"],
            "phone": [
                "allow": ["CUSTOMER", "CASHIER", key], "mask": ["WAITER": "tail"], "otherwise": "null",
            ],
            "email": [
                "allow": ["CUSTOMER", "ORG_ADMIN", key], "mask": ["CASHIER": "mail"], "otherwise": "error",
            ],
            "birthDate": ["allow": ["CUSTOMER", key], "mask": ["CASHIER": "years"], "otherwise": "null"],
            "taxId": ["allow": ["CUSTOMER", "CASHIER", key], "mask": ["WAITER": "stars"]],
            "notes": ["allow": ["ORG_ADMIN", key], "otherwise": "error"],
            "locale": ["allow": ["WAITER", key], "otherwise": "null"],
            "archivedAt": ["allow": ["WAITER", "CASHIER"], "deny": ["KITCHEN"]],
        ]
        for (field, entry) in entries { try set(entry, at: field, of: "Customer", in: &file) }
    }

    private static func floor(_ file: inout [String: Any]) throws {
        try set(
            [
                "allow": ["WAITER", "floor:write"], "on": ["tableId": "big"],
                "input": [
                    "status": ["values": ["WAITER": ["AVAILABLE", "MAINTENANCE"], "ORG_ADMIN": "all"]],
                    "reason": ["force": ["WAITER": "as the file says"]],
                ],
            ], at: "tableStatusSet", of: "Mutation", in: &file)
        try set(
            [
                "allow": ["BRANCH_MANAGER", "floor:write"],
                "input": ["capacity": ["max": ["BRANCH_MANAGER": 6, "ORG_ADMIN": "none"]]],
            ], at: "tableUpdate", of: "Mutation", in: &file)
        try set(
            [
                "allow": ["WAITER", "CASHIER", "floor:read"],
                "arguments": ["first": ["max": ["WAITER": 3]], "spaceId": ["allow": ["CASHIER"]]],
            ], at: "tables", of: "Query", in: &file)
    }

    // MARK: Changing the file

    private static func merge(_ values: [String: Any], into section: String, of file: inout [String: Any]) {
        file[section] = ((file[section] as? [String: Any]) ?? [:]).merging(values) { $1 }
    }

    private static func change(
        _ role: String, in file: inout [String: Any], _ body: (inout [String: Any]) -> Void
    ) throws {
        guard var roles = file["roles"] as? [String: Any], var content = roles[role] as? [String: Any] else {
            throw UnknownWording(place: role)
        }
        body(&content)
        roles[role] = content
        file["roles"] = roles
    }

    private static func type(
        _ name: String, in file: inout [String: Any], _ body: (inout [String: Any]) throws -> Void
    ) throws {
        guard var types = file["types"] as? [String: Any], var type = types[name] as? [String: Any] else {
            throw UnknownWording(place: name)
        }
        try body(&type)
        types[name] = type
        file["types"] = types
    }

    /// Gives one field an entry of its own, apart from those that it shared one with.
    private static func set(
        _ entry: [String: Any], at field: String, of name: String, in file: inout [String: Any]
    ) throws {
        try type(name, in: &file) { type in
            guard var fields = type["fields"] as? [String: Any] else { throw UnknownWording(place: name) }
            for (names, shared) in fields {
                let parts = names.split(separator: ",").map { $0.filter { $0 != " " } }
                guard parts.contains(where: { $0 == field }) else { continue }
                fields[names] = nil
                let others = parts.filter { $0 != field }.joined(separator: ", ")
                if !others.isEmpty { fields[others] = shared }
            }
            fields[field] = entry
            type["fields"] = fields
        }
    }
}
