/// The way of a payment.
///
/// A method that is recorded at once, as cash is, goes to CAPTURED in the transaction that makes it.
public enum PaymentLifecycle: Lifecycle {
    /// Where a payment stands.
    public enum State: String, CaseIterable, Sendable {
        /// Asked for; nothing is known yet.
        case pending = "PENDING"
        /// Promised by the card's bank.
        case authorized = "AUTHORIZED"
        /// Received.
        case captured = "CAPTURED"
        /// A part of it went back.
        case partiallyRefunded = "PARTIALLY_REFUNDED"
        /// All of it went back.
        case refunded = "REFUNDED"
        /// Taken back before the drawer closed, as if it had not been.
        case voided = "VOIDED"
        /// Refused by whoever was to pay.
        case failed = "FAILED"
    }

    /// What guards a payment's transitions.
    public enum Condition: String, CaseIterable, Sendable {
        /// It is not more than what is owed.
        case withinBalance
        /// The idempotency key is fresh: one that was used has been answered, and with another body refused.
        case keyFresh
        /// The business day of its capture is not over.
        case sameBusinessDay
        /// The drawer in which it lies is open.
        case drawerOpen
        /// Somebody gave a reason.
        case reason
        /// The refund, with those before it, leaves something of the payment.
        case leavesRest
        /// The refund, with those before it, is the whole payment.
        case takesRest
        /// The refund is within what the branch lets cashiers give back.
        case withinCashierLimit
    }

    /// What a payment's transitions bring about.
    public enum Effect: String, CaseIterable, Sendable {
        /// Notes when it was paid.
        case paidAt
        /// Puts it into the open drawer.
        case linkDrawer
        /// Completes the order, if that was all it waited for.
        case maybeComplete
        /// Takes back points and coupon, in proportion.
        case reverseRewards
    }

    private static let capture: [Effect] = [.paidAt, .linkDrawer, .maybeComplete]
    private static let taking: [ActingParty] = [.waiter, .cashier, .manager, .guest, .system]

    /// What went back never comes again: a payment ends refunded, voided or failed.
    public static let transitions: [Transition<Self>] =
        [
            Transition(nil, .pending, by: taking, when: [.withinBalance, .keyFresh]),
            Transition(nil, .authorized, by: taking, when: [.withinBalance, .keyFresh]),
            Transition(
                .captured, .voided, by: [.cashier, .manager],
                when: [.sameBusinessDay, .drawerOpen, .reason]),
        ]
        + Transition.each([.pending, .authorized], .captured, by: taking, then: capture)
        + Transition.each([.pending, .authorized], .failed, by: taking)
        + Transition.each([.pending, .authorized], .voided, by: taking)
        + refunds(.captured, .partiallyRefunded, when: .leavesRest)
        + refunds(.captured, .refunded, when: .takesRest)
        + refunds(.partiallyRefunded, .partiallyRefunded, when: .leavesRest)
        + refunds(.partiallyRefunded, .refunded, when: .takesRest)

    private static func refunds(
        _ from: State, _ to: State, when condition: Condition
    ) -> [Transition<Self>] {
        [
            Transition(from, to, by: [.manager], when: [condition], then: [.reverseRewards]),
            Transition(
                from, to, by: [.cashier], when: [condition, .withinCashierLimit], then: [.reverseRewards]),
        ]
    }
}
