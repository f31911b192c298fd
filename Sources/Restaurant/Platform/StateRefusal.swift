internal import Domain

/// Why the state tables of an area say no, in the API's words.
protocol StateRefusal {
    associatedtype Code: StateRejectionCode

    /// The conditions of the area's state tables by name, each with what is said where it is missing.
    static var missing: [String: (code: Code, message: String)] { get }
}

extension StateRefusal {
    /// The refusal of a transition.
    static func failure<Machine: Lifecycle>(
        _ refusal: TransitionRefusal<Machine>, at field: String
    ) -> MutationFailure<Code> {
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
    static func changed(_ field: String) -> MutationFailure<Code> {
        .refused(.conflict, field, "Somebody changed it meanwhile: read it again.")
    }
}

extension MutationInput where Code: EditRejectionCode {
    /// The version that the caller has read must be the stored one; who says nothing of it has read none.
    func requireVersion(_ version: Int64) throws(MutationFailure<Code>) {
        guard let expected = int("expectedVersion"), expected != version else { return }
        throw refusal(.stale, "expectedVersion", "Somebody changed it meanwhile: read it again.")
    }
}
