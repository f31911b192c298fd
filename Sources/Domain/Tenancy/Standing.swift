/// The role of a member; the raw values are the schema's `MemberRole`.
public enum MemberRole: String, Sendable, CaseIterable {
    /// Runs an organization.
    case orgAdmin = "ORG_ADMIN"
    /// Runs branches.
    case branchManager = "BRANCH_MANAGER"
    /// Takes payments.
    case cashier = "CASHIER"
    /// Serves tables.
    case waiter = "WAITER"
    /// Cooks.
    case kitchen = "KITCHEN"
}

/// How strong somebody stands among the people of an organization: who may manage whom.
///
/// Only the strictly weaker are managed. An owner stands above the other ORG_ADMINs, whom nobody but the
/// platform could appoint otherwise; cashiers, waiters and cooks stand side by side.
public enum Standing: Int, Sendable, Comparable {
    /// Guests, machines, nobody known.
    case outside
    /// CASHIER, WAITER, KITCHEN.
    case staff
    /// BRANCH_MANAGER.
    case manager
    /// ORG_ADMIN.
    case administrator
    /// ORG_ADMIN who owns the organization.
    case owner
    /// SUPER_ADMIN.
    case platform

    /// The standing of a member.
    public init(_ role: MemberRole, isOwner: Bool) {
        self =
            switch role {
            case .orgAdmin: isOwner ? .owner : .administrator
            case .branchManager: .manager
            case .cashier, .waiter, .kitchen: .staff
            }
    }

    /// The standing of whoever a role stands for, member or not.
    public init(role: String, isOwner: Bool) {
        if let role = MemberRole(rawValue: role) {
            self.init(role, isOwner: isOwner)
        } else {
            self = role == "SUPER_ADMIN" ? .platform : .outside
        }
    }

    /// Weaker to stronger.
    public static func < (left: Standing, right: Standing) -> Bool { left.rawValue < right.rawValue }
}
