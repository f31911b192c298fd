public import GraphQLExecution
public import GraphQLSchema

/// Who may see and do what: `Config/permissions.yaml` compiled against a schema.
///
/// Deny by default; a field that is not allowed does not exist for the role. Everything that does not depend
/// on a row is decided here, once: a request only picks the policy of its roles.
public struct Permissions: Sendable {
    /// Roles that a token may carry, in the order of the file.
    public let roles: [String]
    /// Scopes that API keys may have, in the order of the file: roles that are held besides another.
    public let keyScopes: [String]
    /// Roles that who signed in with a PIN holds besides a person's own, in the order of the file.
    public let pinRoles: [String]
    /// Which file this is: a digest of its text, to tell versions apart in logs.
    public let version: String
    let file: String
    let schema: Schema
    let rules: PermissionRules
    let tests: [PermissionFile.Trial]
    private let policies: PolicyStore

    /// Compiles the file.
    ///
    /// - Parameters:
    ///   - yaml: the file's text.
    ///   - file: its name, for messages.
    /// - Throws: ``PermissionGaps`` with everything that is wrong with the file, every field without an entry
    ///   among it.
    /// - Complexity: O(roles × fields of the schema), at a start or reload.
    public init(
        yaml: String, file: String = "Config/permissions.yaml", schema: Schema
    ) throws(PermissionGaps) {
        var problems: [PermissionProblem] = []
        self.init(yaml: yaml, file: file, schema: schema, problems: &problems)
        guard problems.isEmpty else { throw PermissionGaps(file: file, problems: problems) }
    }

    /// Compiles what can be understood of a file, and lists what is wrong with it.
    init(yaml: String, file: String, schema: Schema, problems: inout [PermissionProblem]) {
        var compiler = RuleCompiler(PermissionFileReader(yaml: yaml), schema)
        compiler.compile()
        rules = compiler.rules
        tests = compiler.file.tests
        self.file = file
        self.schema = schema
        version = Self.version(of: yaml)
        let table = rules.roles
        roles = table.roles.indices.filter(table.isHeldAlone).map(table.name)
        keyScopes = table.roles.filter(\.isKeyScope).map(\.name.text)
        pinRoles = table.roles.filter(\.isHeldByPIN).map(\.name.text)
        policies = PolicyStore(rules, schema, version: version)
        problems += compiler.problems
        problems += PermissionChecks(rules, schema, policies).problems
        problems += Trials(rules, schema, tests).formProblems
    }

    /// What callers with these roles may see and do: the sum of their grants. Unknown roles grant nothing.
    ///
    /// Equal sets of roles share one policy, so that they share plans.
    public func policy(for roles: some Collection<String>) -> AccessPolicy {
        policies.policy(held: rules.roles.held(roles))
    }

    /// What callers with this role may see and do.
    public func policy(for role: String) -> AccessPolicy { policy(for: CollectionOfOne(role)) }

    /// What exists for callers with these roles.
    public func view(for roles: some Collection<String>) -> SchemaView { policy(for: roles).view }

    /// What exists for callers with this role.
    public func view(for role: String) -> SchemaView { policy(for: role).view }

    /// How much callers with these roles may ask for.
    public func limits(for roles: some Collection<String>) -> RoleLimits {
        rules.limits(held: rules.roles.held(roles).roles)
    }

    /// Whether a role counts within an organization only while its bearer acts there, with a reason.
    public func actsOnly(_ role: String) -> Bool { reachesAllTenants(role) || writesOnlyActingAs(role) }

    /// Whether a role may act within every organization.
    public func reachesAllTenants(_ role: String) -> Bool {
        rules.roles.number(role).map { rules.roles.roles[$0].reachesAllTenants } ?? false
    }

    /// Whether a role may write only while it acts as an organization, with a reason.
    func writesOnlyActingAs(_ role: String) -> Bool {
        rules.roles.number(role).map { rules.roles.roles[$0].writesOnlyActingAs } ?? false
    }

    /// Which version a file with this text is: FNV-1a, which tells files apart and keeps no secret.
    public static func version(of yaml: String) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in yaml.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
