internal import Domain

/// Why the state table of payments says no, in the API's words.
enum PaymentRefusal: StateRefusal {
    static let missing: [String: (code: PaymentErrorCode, message: String)] = [
        "withinBalance": (.balanceExceeded, "That is more than is owed."),
        "keyFresh": (.idempotencyKeyReused, "This key came before with another input."),
        "sameBusinessDay": (.dayOver, "Its business day is over: refund it instead."),
        "drawerOpen": (.drawerClosed, "The drawer in which it lies is closed: refund it instead."),
        "reason": (.reasonNeeded, "This needs a reason."),
        "leavesRest": (.refundExceeded, "That is more than is left of it."),
        "takesRest": (.refundExceeded, "That is more than is left of it."),
        "own": (.notAllowed, "The drawer is somebody else's."),
        "counted": (.invalid, "Say what was counted."),
        "withinCashierLimit": (.refundLimit, "A manager gives back as much as this."),
    ]
}
