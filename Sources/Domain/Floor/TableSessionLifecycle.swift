/// The way of a party at a table, from the scanned code to the settled bill.
///
/// A guest of the next session sees nothing of the former one. Whoever changes several of these locks tables
/// first, then sessions, then orders, each by ID.
public enum TableSessionLifecycle: Lifecycle {
    /// Where a session stands.
    public enum State: String, CaseIterable, Sendable {
        /// Somebody scanned the code and waits to be let in.
        case pending = "PENDING"
        /// Its guests may order; a table has one of these at most.
        case active = "ACTIVE"
        /// Turned away.
        case rejected = "REJECTED"
        /// Over.
        case closed = "CLOSED"
        /// Went on at another table.
        case moved = "MOVED"
        /// Became part of another session.
        case merged = "MERGED"
    }

    /// What guards a session's transitions.
    public enum Condition: String, CaseIterable, Sendable {
        /// The branch lets guests in without asking.
        case autoApprove
        /// The table has no active session, and is neither reserved for others nor out of use.
        case tableFree
        /// Nobody let the guest in for ten minutes.
        case unanswered
        /// No order of it is open.
        case noOpenOrder
        /// Nothing is owed.
        case balanceZero
        /// Closed by force, with a reason that is kept.
        case forceReason
        /// The table to which it goes is available.
        case targetAvailable
        /// The session with which it is joined is active.
        case targetActive
        /// It is eight hours old.
        case expired
    }

    /// What a session's transitions bring about.
    public enum Effect: String, CaseIterable, Sendable {
        /// Makes the table occupied.
        case occupyTable
        /// Makes the guests' tokens void.
        case revokeTokens
        /// Lets the table go, when no open order is left.
        case freeTable
        /// Keeps who closed it by force, and why.
        case auditForce
        /// Opens the session at the other table, and binds the guests' tokens to it.
        case rebindTokens
        /// Gives its orders to the other session; lines and tickets stay as they are.
        case moveOrders
    }

    private static let end: [Effect] = [.revokeTokens, .freeTable]

    /// A session that staff opens needs nobody's leave.
    public static let transitions: [Transition<Self>] = [
        Transition(nil, .pending, by: [.guest]),
        Transition(
            nil, .active, by: [.waiter, .cashier, .manager, .system], when: [.tableFree],
            then: [.occupyTable]),
        Transition(
            .pending, .active, by: [.waiter, .cashier, .manager], when: [.tableFree], then: [.occupyTable]),
        Transition(
            .pending, .active, by: [.system], when: [.autoApprove, .tableFree], then: [.occupyTable]),
        Transition(.pending, .rejected, by: [.waiter, .cashier, .manager], then: [.revokeTokens]),
        Transition(.pending, .rejected, by: [.system], when: [.unanswered], then: [.revokeTokens]),
        Transition(
            .active, .closed, by: [.waiter, .cashier, .manager, .system],
            when: [.noOpenOrder, .balanceZero], then: end),
        Transition(.active, .closed, by: [.manager], when: [.forceReason], then: end + [.auditForce]),
        Transition(.active, .closed, by: [.system], when: [.expired, .noOpenOrder], then: end),
        Transition(
            .active, .moved, by: [.waiter, .cashier, .manager], when: [.targetAvailable],
            then: [.rebindTokens, .moveOrders, .freeTable]),
        Transition(
            .active, .merged, by: [.waiter, .cashier, .manager], when: [.targetActive],
            then: [.rebindTokens, .moveOrders, .freeTable]),
    ]
}
