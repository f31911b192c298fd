/// The way of one line of an order through the kitchen to the guest.
public enum OrderLineLifecycle: Lifecycle {
    /// Where a line stands.
    public enum State: String, CaseIterable, Sendable {
        /// On an order that nobody has confirmed.
        case pending = "PENDING"
        /// Its course is held back.
        case held = "HELD"
        /// The kitchen has it on a ticket.
        case fired = "FIRED"
        /// Being made.
        case preparing = "PREPARING"
        /// Made.
        case ready = "READY"
        /// With the guest.
        case served = "SERVED"
        /// Taken back before it was served.
        case voided = "VOIDED"
        /// Served, and on the house.
        case comped = "COMPED"
    }

    /// What guards a line's transitions.
    public enum Condition: String, CaseIterable, Sendable {
        /// Somebody gave a reason.
        case reason
        /// No payment covers it.
        case unpaid
        /// No invoice names it.
        case uninvoiced
    }

    /// What a line's transitions bring about.
    public enum Effect: String, CaseIterable, Sendable {
        /// Puts it on a ticket of its station.
        case ticket
        /// Prices the order again.
        case reprice
        /// Puts back what was taken from stock for it.
        case reverseStock
        /// Strikes it through on its ticket.
        case voidTicketLine
    }

    /// What was comped stays taken from stock: it was eaten.
    public static let transitions: [Transition<Self>] =
        [
            Transition(nil, .pending, by: [.waiter, .cashier, .manager, .guest]),
            Transition(.pending, .held, by: [.waiter, .cashier, .manager, .kitchen, .system]),
            Transition(
                .pending, .fired, by: [.waiter, .cashier, .manager, .kitchen, .system], then: [.ticket]),
            Transition(.held, .fired, by: [.waiter, .manager, .system], then: [.ticket]),
            Transition(.fired, .preparing, by: [.kitchen, .system]),
            Transition(.preparing, .ready, by: [.kitchen, .system]),
            Transition(.ready, .served, by: [.waiter, .kitchen]),
            Transition(.served, .comped, by: [.manager], when: [.reason], then: [.reprice]),
        ]
        + Transition.each(
            [.pending, .held, .fired, .preparing, .ready], .voided, by: [.cashier, .manager],
            when: [.reason, .unpaid, .uninvoiced], then: [.reprice, .reverseStock, .voidTicketLine])

    /// How a line counts when its order is priced.
    public static func standing(_ state: State) -> BillLine.Standing {
        switch state {
        case .voided: .voided
        case .comped: .comped
        case .pending, .held, .fired, .preparing, .ready, .served: .charged
        }
    }
}
