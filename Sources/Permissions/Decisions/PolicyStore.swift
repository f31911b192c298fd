internal import GraphQLExecution
internal import GraphQLSchema
internal import Synchronization

/// The policies of sets of roles, each made once: plans are kept by the policy's identity.
final class PolicyStore: Sendable {
    /// Sets of roles besides the single ones: API keys combine scopes freely.
    static let countMax = 1_024

    private let rules: PermissionRules
    private let schema: Schema
    private let version: String
    private let policies: Mutex<[RoleSet: AccessPolicy]>

    /// - Complexity: O(roles × fields of the schema).
    init(_ rules: PermissionRules, _ schema: Schema, version: String) {
        self.rules = rules
        self.schema = schema
        self.version = version
        var policies: [RoleSet: AccessPolicy] = [:]
        for role in rules.roles.roles.indices where rules.roles.isHeldAlone(role) {
            policies[RoleSet(role)] = Self.made([role], rules, schema, version)
        }
        self.policies = Mutex(policies)
    }

    /// The policy of the roles; made outside of the lock when it is the first time.
    func policy(held: RoleSet) -> AccessPolicy {
        if let known = policies.withLock({ $0[held] }) { return known }
        let made = Self.made(held.roles, rules, schema, version)
        return policies.withLock { policies in
            if let known = policies[held] { return known }
            // A key's set that is asked for again is made again: rare, and its plans are made again too.
            if policies.count >= Self.countMax {
                policies = policies.filter { $0.key.roles.count == 1 }
            }
            policies[held] = made
            return made
        }
    }

    private static func made(
        _ held: [Int], _ rules: PermissionRules, _ schema: Schema, _ version: String
    ) -> AccessPolicy {
        AccessPolicy(rules.accessRules(held: held, schema, version: version), schema: schema)
    }
}
