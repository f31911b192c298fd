/// The way of a cart to an order.
public enum CartLifecycle: Lifecycle {
    /// Where a cart stands.
    public enum State: String, CaseIterable, Sendable {
        /// Being filled.
        case open = "OPEN"
        /// An order.
        case submitted = "SUBMITTED"
        /// Part of another cart.
        case merged = "MERGED"
        /// Left behind.
        case abandoned = "ABANDONED"
    }

    /// What guards a cart's transitions.
    public enum Condition: String, CaseIterable, Sendable {
        /// Every line can be had as it is chosen: price, availability, hours, choices along the whole path.
        case valid
        /// The total is the one that the guest saw, or the guest accepts the one it is now.
        case totalAccepted
        /// The other cart is open, of the same branch and order type.
        case targetOpen
        /// Nobody has touched it until it expired.
        case expired
    }

    /// What a cart's transitions bring about.
    public enum Effect: String, CaseIterable, Sendable {
        /// Makes the order, in the same transaction.
        case createOrder
        /// Moves its lines to the other cart.
        case moveLines
    }

    /// Whoever may fill a cart may send it; a cart is over once.
    public static let transitions: [Transition<Self>] = [
        Transition(nil, .open, by: [.guest, .waiter, .cashier, .manager]),
        Transition(
            .open, .submitted, by: [.guest, .waiter, .cashier, .manager], when: [.valid, .totalAccepted],
            then: [.createOrder]),
        Transition(
            .open, .merged, by: [.guest, .waiter, .cashier, .manager, .system], when: [.targetOpen],
            then: [.moveLines]),
        Transition(.open, .abandoned, by: [.system], when: [.expired]),
    ]
}
