internal import GraphQLSchema
internal import Yams

/// Reads the form of the permission file: which keys may stand where, and what they hold.
///
/// Every problem is noted with its place and the reading goes on, so that one run shows them all.
struct PermissionFileReader {
    private(set) var file = PermissionFile()
    private(set) var problems: [PermissionProblem] = []

    /// Reads the file's text.
    init(yaml: String) {
        switch YAMLReading.tree(yaml) {
        case .failure(let error): problems.append(error.problem)
        case .success(let root):
            guard root.mapping != nil else {
                report(place(root), "the file must be a mapping of version, roles and types")
                return
            }
            readRoot(root)
        }
    }

    private static let sections = [
        "version", "defaults", "claims", "roles", "scopes", "masks", "types", "tests",
    ]

    private mutating func readRoot(_ root: Node) {
        let entries = settings(root, "the file", Self.sections)
        if !entries.contains(where: { $0.key.text == "version" }) {
            report(PermissionPlace(line: 1, column: 1), "version is missing: it must be 1")
        }
        for (key, value) in entries {
            switch key.text {
            case "version": if value.string != "1" { report(place(value), "version must be 1") }
            case "defaults": readDefaults(value)
            case "claims": for (name, body) in pairs(value, "claims") { readClaim(name, body) }
            case "roles": for (name, body) in pairs(value, "roles") { readRole(name, body) }
            case "scopes": for (name, body) in pairs(value, "scopes") { readScope(name, body) }
            case "masks": for (name, body) in pairs(value, "masks") { readMask(name, body) }
            case "types": for (name, body) in pairs(value, "types") { readType(name, body) }
            default: readTests(value)
            }
        }
    }

    private mutating func readDefaults(_ node: Node) {
        let known = ["unlisted", "otherwise", "introspection", "maxPage"]
        for (key, value) in settings(node, "defaults", known) {
            switch key.text {
            case "unlisted":
                if value.string != "deny" { report(place(value), "unlisted must be deny") }
            case "otherwise":
                if let outcome = outcome(value) { file.defaults.outcome = outcome.value }
            case "introspection":
                if let level = introspection(value) { file.defaults.introspection = level }
            default: file.defaults.pageMax = number(value, "maxPage", 1...PermissionRules.pageMax)
            }
        }
    }

    // MARK: - What the sections build

    mutating func add(_ claim: PermissionFile.Claim) { file.claims.append(claim) }
    mutating func add(_ role: PermissionFile.Role) { file.roles.append(role) }
    mutating func add(_ scope: PermissionFile.Scope) { file.scopes.append(scope) }
    mutating func add(_ mask: PermissionFile.NamedMask) { file.masks.append(mask) }
    mutating func add(_ type: PermissionFile.TypeEntry) { file.types.append(type) }
    mutating func add(_ trial: PermissionFile.Trial) { file.tests.append(trial) }

    mutating func report(_ place: PermissionPlace, _ message: String) {
        problems.append(PermissionProblem(place: place, message: message))
    }
}
