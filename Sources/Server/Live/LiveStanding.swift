import DataLoader
import GraphQLExecution
import Postgres
import Transport

/// Everything that decides what a caller may see: running operations were allowed to exactly this, or less.
struct LiveStanding: Sendable {
    private let organization: UUIDBytes?
    private let branches: [UUIDBytes]?
    private let role: String
    private let member: UUIDBytes?
    /// The session at a table; a party's changes as it moves.
    let session: UUIDBytes?
    private let policy: AccessPolicy

    init(_ principal: Principals.Principal) {
        let caller = principal.caller
        organization = caller.organization
        branches = caller.branches
        role = caller.role
        member = caller.member
        if case .id(let id)? = caller.claims["session"] { session = id } else { session = nil }
        policy = principal.access
    }

    /// Whether this is still the same caller, who may do all that it could: a new edition of the permissions
    /// cuts off only those from whom it takes something.
    ///
    /// - Complexity: O(1) within one edition, else O(fields of the schema).
    func covers(_ earlier: LiveStanding) -> Bool {
        organization == earlier.organization && branches == earlier.branches && role == earlier.role
            && member == earlier.member && session == earlier.session && policy.covers(earlier.policy)
    }
}
