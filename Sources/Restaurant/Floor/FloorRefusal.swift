internal import Domain
internal import Postgres

/// Why a state table of the floor says no, in the API's words.
enum FloorRefusal {
    /// Conditions by their names, which the state tables of the floor share.
    private static let missing: [String: (code: FloorErrorCode, message: String)] = [
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

    /// The refusal of a transition.
    static func failure<Machine: Lifecycle>(
        _ refusal: TransitionRefusal<Machine>, at field: String
    ) -> FloorFailure {
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
    static func changed(_ field: String) -> FloorFailure {
        .refused(.conflict, field, "Somebody changed it meanwhile: read it again.")
    }
}

extension MutationInput<FloorErrorCode> {
    /// The version that the caller has read must be the stored one.
    func requireVersion(_ version: Int64) throws(FloorFailure) {
        guard let expected = int("expectedVersion"), expected != version else { return }
        throw FloorRefusal.changed("expectedVersion")
    }
}
