/// The way of an order from the guest's wish to the closed bill.
///
/// Whether it is paid is a second axis, ``PaymentStatus``, that only guards the last step.
public enum OrderLifecycle: Lifecycle {
    /// Where an order stands.
    public enum State: String, CaseIterable, Sendable {
        /// Sent by somebody, seen by nobody yet.
        case pending = "PENDING"
        /// Taken on; the kitchen has its tickets.
        case confirmed = "CONFIRMED"
        /// Being made.
        case preparing = "PREPARING"
        /// Made, and not yet with the guest.
        case ready = "READY"
        /// With the guest.
        case served = "SERVED"
        /// Over and settled.
        case completed = "COMPLETED"
        /// Called off.
        case canceled = "CANCELED"
    }

    /// What guards an order's transitions.
    public enum Condition: String, CaseIterable, Sendable {
        /// It is the guest's own.
        case own
        /// The kitchen has begun nothing of it.
        case nothingStarted
        /// No captured payment is left that was not voided or refunded.
        case nothingCaptured
        /// Every line of it is voided.
        case noLiveLine
        /// Somebody gave a reason.
        case reason
        /// The branch lets waiters cancel what is confirmed.
        case waitersCancel
        /// The kitchen has started a ticket of it.
        case ticketStarted
        /// All tickets of it are ready.
        case ticketsReady
        /// Nothing is owed.
        case balanceZero
        /// The branch completes orders when they are paid.
        case completeOnPaid
        /// It is taken away or delivered: nobody serves it at a table.
        case leavesHouse
        /// What is owed is written off, with a reason.
        case writeOffReason
    }

    /// What an order's transitions bring about.
    public enum Effect: String, CaseIterable, Sendable {
        /// Validates and prices the lines, and keeps names, prices, taxes and modifiers as they are now.
        case snapshot
        /// Claims coupon and reward.
        case claim
        /// Gives it the next number of the branch's business day.
        case number
        /// Notes when it was confirmed.
        case confirmedAt
        /// Asserts that the table is occupied.
        case occupyTable
        /// Sends tickets for the courses that are not held.
        case fireTickets
        /// Takes the recipes from stock, if the branch does it on the state reached.
        case stockByPolicy
        /// Gives coupon and reward back.
        case release
        /// Puts what was taken from stock back, by rows of its own.
        case reverseStock
        /// Books what was taken from stock as wasted.
        case wasteStock
        /// Books what was taken from stock as wasted, or puts it back where nothing was begun.
        case wasteOrReverseStock
        /// Strikes its tickets through.
        case voidTickets
        /// Tells the waiter and the guest.
        case notify
        /// Makes coupon and reward used, and earned points available.
        case settle
        /// Lets the table go when its session closes.
        case freeTableOnClose
    }

    /// Calling off what has captured money is refused in every state, until payments are voided or refunded.
    public static let transitions: [Transition<Self>] =
        forward + completion + cancellation + recall

    private static let forward: [Transition<Self>] = [
        Transition(
            nil, .pending, by: [.waiter, .cashier, .manager, .guest], then: [.snapshot, .claim, .number]),
        Transition(
            .pending, .confirmed, by: [.waiter, .cashier, .manager, .kitchen, .system],
            then: [.confirmedAt, .occupyTable, .fireTickets, .stockByPolicy]),
        Transition(
            .confirmed, .preparing, by: [.kitchen, .system], when: [.ticketStarted], then: [.stockByPolicy]),
        Transition(.preparing, .ready, by: [.kitchen, .system], when: [.ticketsReady], then: [.notify]),
        Transition(.ready, .served, by: [.waiter, .kitchen]),
    ]

    private static let completed: [Effect] = [.stockByPolicy, .settle, .freeTableOnClose]

    private static let completion: [Transition<Self>] =
        Transition.each(
            [.confirmed, .preparing, .ready, .served], .completed, by: [.system],
            when: [.completeOnPaid, .balanceZero], then: completed) + [
            Transition(
                .ready, .completed, by: [.cashier, .system], when: [.leavesHouse, .balanceZero],
                then: completed),
            Transition(
                .served, .completed, by: [.cashier, .manager, .waiter, .system], when: [.balanceZero],
                then: completed),
            Transition(.served, .completed, by: [.manager], when: [.writeOffReason], then: completed),
        ]

    private static let cancellation: [Transition<Self>] =
        Transition.each(
            [.pending, .confirmed, .preparing, .ready], .canceled, by: [.system],
            when: [.noLiveLine, .nothingCaptured], then: [.release, .voidTickets]) + byPeople

    private static let byPeople: [Transition<Self>] = [
        Transition(
            .pending, .canceled, by: [.guest], when: [.own, .nothingStarted, .nothingCaptured],
            then: [.release]),
        Transition(
            .pending, .canceled, by: [.waiter, .cashier, .manager], when: [.nothingCaptured],
            then: [.release]),
        Transition(
            .confirmed, .canceled, by: [.cashier, .manager], when: [.reason, .nothingCaptured],
            then: [.release, .reverseStock, .voidTickets]),
        Transition(
            .confirmed, .canceled, by: [.waiter], when: [.waitersCancel, .reason, .nothingCaptured],
            then: [.release, .reverseStock, .voidTickets]),
        Transition(
            .preparing, .canceled, by: [.manager, .cashier], when: [.reason, .nothingCaptured],
            then: [.release, .wasteOrReverseStock, .voidTickets]),
        Transition(
            .ready, .canceled, by: [.manager], when: [.reason, .nothingCaptured],
            then: [.release, .wasteStock, .voidTickets]),
    ]

    /// A step back touches neither money nor stock: the step forward has done that once.
    private static let recall: [Transition<Self>] = [
        Transition(.preparing, .confirmed, by: [.kitchen, .manager]),
        Transition(.ready, .preparing, by: [.kitchen, .manager]),
        Transition(.served, .ready, by: [.kitchen, .manager]),
    ]
}
