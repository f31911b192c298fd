internal import Domain

/// Why a state table of orders says no, in the API's words.
enum OrderRefusal {
    /// Conditions by their names, which the state tables of orders, lines and courses share.
    private static let missing: [String: (code: OrderErrorCode, message: String)] = [
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

    /// The refusal of a transition.
    static func failure<Machine: Lifecycle>(
        _ refusal: TransitionRefusal<Machine>, at field: String
    ) -> OrderMutationFailure {
        switch refusal {
        case .noWay(let from, let to):
            return .refused(
                .conflict, field, "It is \(from?.rawValue ?? "not there") and can not become \(to.rawValue).")
        case .notBy: return .refused(.notAllowed, field, "This is not for you to decide.")
        case .missing(let conditions):
            let known = conditions.lazy.compactMap { missing[$0.rawValue] }.first
            return .refused(known?.code ?? .conflict, field, known?.message ?? "This can not be done now.")
        }
    }

    /// Somebody was faster.
    static func changed(_ field: String) -> OrderMutationFailure {
        .refused(.conflict, field, "Somebody changed it meanwhile: read it again.")
    }
}
