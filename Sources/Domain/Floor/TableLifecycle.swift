/// What a table is at the moment.
public enum TableLifecycle: Lifecycle {
    /// Where a table stands.
    public enum State: String, CaseIterable, Sendable {
        /// Free.
        case available = "AVAILABLE"
        /// Guests sit at it.
        case occupied = "OCCUPIED"
        /// Kept for somebody.
        case reserved = "RESERVED"
        /// Out of use.
        case maintenance = "MAINTENANCE"
    }

    /// What guards a table's transitions.
    public enum Condition: String, CaseIterable, Sendable {
        /// Its session is closed.
        case sessionClosed
        /// No open order is left and nothing is owed.
        case nothingOwed
        /// Freed by force, with a reason that is kept.
        case forceReason
    }

    /// What a table's transitions bring about.
    public enum Effect: String, CaseIterable, Sendable {
        /// Keeps who freed it by force, and why.
        case auditForce
    }

    /// A table is never freed with money owed, except by force with a reason.
    public static let transitions: [Transition<Self>] =
        [Transition(nil, .available, by: [.manager])]
        + Transition.each(
            [.available, .reserved], .occupied, by: [.waiter, .cashier, .manager, .kitchen, .system])
        + [
            Transition(.available, .reserved, by: [.waiter, .cashier, .manager, .system]),
            Transition(.reserved, .available, by: [.waiter, .cashier, .manager, .system]),
            Transition(.available, .maintenance, by: [.waiter, .manager]),
            Transition(.reserved, .maintenance, by: [.waiter, .manager]),
            Transition(.maintenance, .available, by: [.waiter, .manager]),
            Transition(
                .occupied, .available, by: [.waiter, .cashier, .manager, .system],
                when: [.sessionClosed, .nothingOwed]),
            Transition(
                .occupied, .available, by: [.manager], when: [.sessionClosed, .forceReason],
                then: [.auditForce]),
        ]
}
