/// The way of a reservation.
public enum ReservationLifecycle: Lifecycle {
    /// Where a reservation stands.
    public enum State: String, CaseIterable, Sendable {
        /// The guests are expected.
        case booked = "BOOKED"
        /// The guests sit.
        case seated = "SEATED"
        /// Called off.
        case canceled = "CANCELED"
        /// The guests never came.
        case noShow = "NO_SHOW"
    }

    /// What guards a reservation's transitions.
    public enum Condition: String, CaseIterable, Sendable {
        /// It is the guest's own.
        case own
        /// The table at which they are seated has no active session and is in use.
        case tableFree
        /// Its hour is past, and the time that the branch waits.
        case overdue
    }

    /// What a reservation's transitions bring about.
    public enum Effect: String, CaseIterable, Sendable {
        /// Keeps the table, when its hour comes.
        case reserveTable
        /// Opens a session at the table.
        case openSession
        /// Lets the table go, if it was kept.
        case freeTable
    }

    /// Guests call off their own only.
    public static let transitions: [Transition<Self>] = [
        Transition(nil, .booked, by: [.guest, .waiter, .cashier, .manager], then: [.reserveTable]),
        Transition(
            .booked, .seated, by: [.waiter, .cashier, .manager], when: [.tableFree], then: [.openSession]),
        Transition(.booked, .canceled, by: [.guest], when: [.own], then: [.freeTable]),
        Transition(.booked, .canceled, by: [.waiter, .cashier, .manager], then: [.freeTable]),
        Transition(
            .booked, .noShow, by: [.waiter, .cashier, .manager, .system], when: [.overdue],
            then: [.freeTable]),
    ]
}
