/// Who moves a thing from one state to the next.
///
/// The tables say who may by the nature of the work; `Config/permissions.yaml` decides whether a role reaches
/// the mutation at all, and may narrow or widen it there.
public enum ActingParty: Sendable, CaseIterable, Hashable {
    /// Runs the organization; does whatever a manager does.
    case administrator
    /// Runs the branch.
    case manager
    /// Takes payments.
    case cashier
    /// Serves tables.
    case waiter
    /// Cooks.
    case kitchen
    /// Sits at the table, or orders from home.
    case guest
    /// The platform itself: a policy, a clock, or another thing's transition.
    case system

    /// A member, by role.
    public init(_ role: MemberRole) {
        self =
            switch role {
            case .orgAdmin: .administrator
            case .branchManager: .manager
            case .cashier: .cashier
            case .waiter: .waiter
            case .kitchen: .kitchen
            }
    }

    /// As whom the tables know it.
    var listed: ActingParty { self == .administrator ? .manager : self }
}
