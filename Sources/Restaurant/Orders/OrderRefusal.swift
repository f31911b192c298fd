internal import Domain

/// Why a state table of orders says no, in the API's words.
enum OrderRefusal: StateRefusal {
    /// Conditions by their names, which the state tables of orders, lines and courses share.
    static let missing: [String: (code: OrderErrorCode, message: String)] = [
        "own": (.notAllowed, "The order is another guest's."),
        "nothingStarted": (.notAllowed, "The kitchen has begun with it."),
        "nothingCaptured": (.paymentCaptured, "Void or refund its payments before."),
        "noLiveLine": (.conflict, "There are lines left."),
        "reason": (.reasonNeeded, "This needs a reason."),
        "waitersCancel": (.notAllowed, "Waiters cancel only what nobody has confirmed."),
        "ticketStarted": (.kitchenNotReady, "The kitchen has not begun with it."),
        "ticketsReady": (.kitchenNotReady, "The kitchen has not made all of it."),
        "balanceZero": (.balanceOpen, "The order is not paid."),
        "completeOnPaid": (.conflict, "The branch does not complete what is only paid."),
        "leavesHouse": (.conflict, "It is served at a table before it is completed."),
        "writeOffReason": (.reasonNeeded, "What is owed is written off with a reason only."),
        "unpaid": (.linePaid, "A payment covers the line."),
        "uninvoiced": (.linePaid, "An invoice names the line."),
        "previousServed": (.conflict, "The course before is not served."),
        "linesServed": (.conflict, "The course is not served."),
    ]
}
