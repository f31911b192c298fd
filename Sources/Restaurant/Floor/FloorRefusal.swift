internal import Domain

/// Why a state table of the floor says no, in the API's words.
enum FloorRefusal: StateRefusal {
    /// Conditions by their names, which the state tables of the floor share.
    static let missing: [String: (code: FloorErrorCode, message: String)] = [
        "tableFree": (.tableNotAvailable, "The table is taken, kept for others, or out of use."),
        "targetAvailable": (.tableNotAvailable, "The other table is not available."),
        "targetActive": (.sessionOver, "The other session is not under way."),
        "sessionClosed": (.sessionOpen, "A session at the table is under way."),
        "noOpenOrder": (.ordersOpen, "An order is still open."),
        "balanceZero": (.moneyOwed, "Money is owed."),
        "nothingOwed": (.moneyOwed, "Orders are open there, or money is owed."),
        "forceReason": (.reasonNeeded, "By force only, with a reason."),
        "overdue": (.conflict, "Its hour is not past yet."),
    ]
}
