/// The way of a drawer: open, then counted by somebody who is not told what should be in it, then closed.
public enum CashSessionLifecycle: Lifecycle {
    /// Where a drawer stands.
    public enum State: String, CaseIterable, Sendable {
        /// Money comes in and goes out.
        case open = "OPEN"
        /// Nothing moves any more while somebody counts.
        case counting = "COUNTING"
        /// Counted: what was expected is known, and does not change again.
        case closed = "CLOSED"
    }

    /// What guards a drawer's transitions.
    public enum Condition: String, CaseIterable, Sendable {
        /// Whoever asks has opened it.
        case own
        /// Somebody said what is in it.
        case counted
    }

    /// What a drawer's transitions bring about.
    public enum Effect: String, CaseIterable, Sendable {
        /// Puts the float in.
        case postFloat
        /// Notes what the books say and by how much the count differs, and empties it into the safe.
        case settle
    }

    /// A cashier's drawer is the cashier's; a manager opens and closes any.
    public static let transitions: [Transition<Self>] = [
        Transition(nil, .open, by: [.cashier, .manager], then: [.postFloat]),
        Transition(.open, .counting, by: [.cashier], when: [.own]),
        Transition(.open, .counting, by: [.manager]),
        Transition(.counting, .closed, by: [.cashier], when: [.own, .counted], then: [.settle]),
        Transition(.counting, .closed, by: [.manager], when: [.counted], then: [.settle]),
    ]
}
