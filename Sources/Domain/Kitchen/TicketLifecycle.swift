/// The way of a ticket across a kitchen screen.
public enum TicketLifecycle: Lifecycle {
    /// Where a ticket stands.
    public enum State: String, CaseIterable, Sendable {
        /// On the screen, not begun.
        case new = "NEW"
        /// Somebody is at it.
        case inProgress = "IN_PROGRESS"
        /// All of it is made.
        case ready = "READY"
        /// Off the screen.
        case bumped = "BUMPED"
        /// Taken back: struck through on the screen until the kitchen acknowledges it.
        case voided = "VOIDED"
    }

    /// What guards a ticket's transitions.
    public enum Condition: String, CaseIterable, Sendable {
        /// It was bumped no longer ago than the branch allows to recall.
        case recentlyBumped
    }

    /// What a ticket's transitions bring about.
    public enum Effect: String, CaseIterable, Sendable {
        /// Takes the order and the ticket's lines to PREPARING.
        case startOrder
        /// Takes the ticket's lines to READY, and the order when this was its last ticket.
        case readyOrder
        /// Keeps it on the screen, struck through.
        case strikeThrough
    }

    /// A ticket is voided with its lines or its order, by whoever voids those.
    public static let transitions: [Transition<Self>] =
        [
            Transition(nil, .new, by: [.system]),
            Transition(.new, .inProgress, by: [.kitchen], then: [.startOrder]),
            Transition(.inProgress, .ready, by: [.kitchen], then: [.readyOrder]),
            Transition(.ready, .bumped, by: [.kitchen]),
            Transition(.bumped, .ready, by: [.kitchen], when: [.recentlyBumped]),
        ]
        + Transition.each(
            [.new, .inProgress, .ready, .bumped], .voided, by: [.system], then: [.strikeThrough])
}

/// The way of one line of a ticket.
public enum TicketLineLifecycle: Lifecycle {
    /// Where a line stands.
    public enum State: String, CaseIterable, Sendable {
        /// To be made.
        case new = "NEW"
        /// Made.
        case ready = "READY"
        /// Taken back: struck through.
        case voided = "VOIDED"
    }

    /// What guards a ticket line's transitions.
    public enum Condition: String, CaseIterable, Sendable {
        /// The ticket is being made: neither new, bumped nor voided.
        case ticketInProgress
    }

    /// What a ticket line's transitions bring about.
    public enum Effect: String, CaseIterable, Sendable {
        /// Takes the order's line to READY.
        case readyLine
    }

    /// A line is voided with the order's line.
    public static let transitions: [Transition<Self>] = [
        Transition(nil, .new, by: [.system]),
        Transition(.new, .ready, by: [.kitchen], when: [.ticketInProgress], then: [.readyLine]),
        Transition(.new, .voided, by: [.system]),
        Transition(.ready, .voided, by: [.system]),
    ]
}
