public import Postgres

/// Who acted, as it was known when it happened.
public struct AuditActor: Sendable, Equatable {
    /// What kind of caller it was; the raw values stand in the table.
    public enum Kind: String, Sendable, CaseIterable {
        /// A login.
        case user = "USER"
        /// An integrator's key.
        case apiKey = "API_KEY"
        /// A guest at a table or a customer.
        case guest = "GUEST"
        /// A caller without credentials.
        case nobody = "NOBODY"
        /// The server itself, or a tool of the operator.
        case system = "SYSTEM"
    }

    /// What kind of caller.
    public var kind: Kind
    /// The login, the key or the guest; nil for nobody.
    public var id: UUIDBytes?
    /// The login's place in the organization.
    public var member: UUIDBytes?
    /// The role by which the act was allowed.
    public var role: String
    /// The network address as text.
    public var address: String?
    /// The request's id, as logs and errors show it.
    public var requestID: String?

    /// An actor.
    public init(
        kind: Kind, id: UUIDBytes? = nil, member: UUIDBytes? = nil, role: String, address: String? = nil,
        requestID: String? = nil
    ) {
        self.kind = kind
        self.id = id
        self.member = member
        self.role = role
        self.address = address
        self.requestID = requestID
    }
}
