public import GraphQLExecution
public import Postgres

/// On whose behalf statements run: who, in which tenant, with which reach, as checked credentials and the
/// stored membership say.
public struct TenantCaller: Sendable {
    /// The organization; nil without one, when a public code or a mutation may decide on it.
    public private(set) var organization: UUIDBytes?
    /// The branches within reach; nil for all of the organization's.
    public private(set) var branches: [UUIDBytes]?
    /// The role that the viewer is told.
    public let role: String
    /// The login behind the request; nil for a machine and for nobody.
    public let user: UUIDBytes?
    /// The login's place in the organization; nil outside of one.
    public private(set) var member: UUIDBytes?
    /// The family of refresh tokens that the request's access token belongs to: it ends with it.
    public let loginSession: UUIDBytes?
    /// The API key behind the request.
    public let apiKey: UUIDBytes?
    /// Why whoever runs the platform acts within this organization; nil for everybody else.
    public let actingReason: String?
    /// Whether only imported documents are run for this caller, as its key says.
    public let trustedDocumentsOnly: Bool
    /// Where the request came from and how it is called in logs.
    public let origin: RequestOrigin
    /// What the caller may see and do, as it is told: the engine is given the same.
    public var access = AccessPolicy.all
    /// Further values that conditions on rows may read, by name: `session`, `customer`. What is known of
    /// every caller goes by its own name and is not replaced.
    public var claims: [String: ClaimValue] = [:]
    /// Whether an event has caused the operation, so that no edition is trusted without a look.
    private(set) var hasHeard = false
    /// When the operation must be over; nil for the session limit of the pool.
    public private(set) var deadline: ContinuousClock.Instant?
    /// Sees the statements of this caller's sessions, for tests and the explorer.
    public var observer: StatementObserver?

    /// A caller as checked credentials describe it.
    public init(
        organization: UUIDBytes?, branches: [UUIDBytes]? = nil, role: String = "PUBLIC",
        user: UUIDBytes? = nil, member: UUIDBytes? = nil, loginSession: UUIDBytes? = nil,
        apiKey: UUIDBytes? = nil, actingReason: String? = nil, trustedDocumentsOnly: Bool = false,
        origin: RequestOrigin = RequestOrigin(), deadline: ContinuousClock.Instant? = nil,
        observer: StatementObserver? = nil
    ) {
        self.organization = organization
        self.branches = branches
        self.role = role
        self.user = user
        self.member = member
        self.loginSession = loginSession
        self.apiKey = apiKey
        self.actingReason = actingReason
        self.trustedDocumentsOnly = trustedDocumentsOnly
        self.origin = origin
        self.deadline = deadline
        self.observer = observer
    }

    /// The branches within reach as a parameter; null for all, as ``SQLTemplate/isReachable(_:)`` reads it.
    public var branchArray: ParameterValue {
        guard let branches else { return .null }
        var array = PostgresArrayBuilder(.uuid, capacity: branches.count)
        for branch in branches { array.append(branch) }
        return array.finish()
    }

    /// A value that conditions on rows may read; nil where the caller has none of that name.
    func claim(_ name: String) -> ClaimValue? {
        switch name {
        case "organization": return organization.map { .id($0) }
        case "branches": return branches.map { .ids($0) }
        case "user": return user.map { .id($0) }
        case "member": return member.map { .id($0) }
        case "role": return .text(role)
        default: return claims[name]
        }
    }

    /// Whether a branch is within reach; it may still not exist.
    public func reaches(_ branch: UUIDBytes) -> Bool {
        branches?.contains(branch) ?? true
    }

    /// The same caller at a later operation, which something has caused: it is told nothing from before that.
    ///
    /// - Parameter duration: how long it may take.
    public func renewed(for duration: Duration) -> TenantCaller {
        var caller = self
        caller.deadline = .now + duration
        caller.hasHeard = true
        return caller
    }

    /// The same caller in another tenant, where it has no place yet.
    func entering(_ organization: UUIDBytes, branches: [UUIDBytes]?) -> TenantCaller {
        var caller = self
        caller.organization = organization
        caller.branches = branches
        caller.member = nil
        return caller
    }
}

/// Where a request came from and how it is called.
public struct RequestOrigin: Sendable {
    /// The client's network address as text; nil where it is not known.
    public let address: String?
    /// The id that logs, errors and the audit log share; empty outside of a request.
    public let requestID: String

    /// An origin.
    public init(address: String? = nil, requestID: String = "") {
        self.address = address
        self.requestID = requestID
    }
}
