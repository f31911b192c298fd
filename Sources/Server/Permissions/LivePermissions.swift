import GraphQLExecution
import Permissions
import Synchronization

/// The permissions in force: a request is held to those that are current when it begins, to its end; a reload
/// replaces all of them at once.
final class LivePermissions: Sendable {
    /// One version of the file with the policies of its roles: plans are kept by a policy's identity, so no
    /// plan of one version is ever run under another.
    final class Edition: Sendable {
        let permissions: Permissions
        /// Besides the file's own store, so that the usual caller costs one look-up.
        private let policies: [String: AccessPolicy]

        init(_ permissions: Permissions) {
            self.permissions = permissions
            policies = Dictionary(
                permissions.roles.map { ($0, permissions.policy(for: $0)) },
                uniquingKeysWith: { first, _ in first })
        }

        /// Whether a token may carry a role.
        func hasRole(_ role: String) -> Bool { policies[role] != nil }

        /// What callers with a role, and the scopes of their key, may see and do; of a role that the file
        /// does not have, nothing.
        func policy(for role: String, scopes: [String] = []) -> AccessPolicy {
            if scopes.isEmpty, let policy = policies[role] { return policy }
            // A scope that became a role since the key was made is none of the key's.
            return permissions.policy(for: [role] + scopes.filter(permissions.keyScopes.contains))
        }

        /// What a person with a role may see and do who signed in with a PIN.
        func pinPolicy(for role: String) -> AccessPolicy {
            permissions.policy(for: [role] + permissions.pinRoles)
        }
    }

    private let edition: Mutex<Edition>

    init(_ permissions: Permissions) {
        edition = Mutex(Edition(permissions))
    }

    /// What requests that begin now are held to.
    var current: Edition { edition.withLock { $0 } }

    /// Puts other permissions in force. Requests under way go on with those that they began with.
    func replace(with permissions: Permissions) {
        let next = Edition(permissions)
        edition.withLock { $0 = next }
    }
}
