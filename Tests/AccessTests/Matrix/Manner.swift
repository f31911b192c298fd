import Foundation

/// How a question is put: as what document, and on which way.
struct Manner: Hashable, Sendable {
    let form: Form
    let carriage: Carriage

    /// The plain one, in which every question is put.
    static let plain = Manner(form: .plain, carriage: .post)

    /// The others take turns: each question is put in one of them too.
    static let others = [
        Manner(form: .deferred, carriage: .parts), Manner(form: .plain, carriage: .get),
        Manner(form: .fragment, carriage: .hash), Manner(form: .streamed, carriage: .parts),
        Manner(form: .onType, carriage: .query), Manner(form: .plain, carriage: .imported),
    ]

    /// So do these, on connections that live.
    static let live = [
        Manner(form: .plain, carriage: .socket), Manner(form: .streamed, carriage: .events),
        Manner(form: .deferred, carriage: .socket), Manner(form: .plain, carriage: .events),
        Manner(form: .fragment, carriage: .socket), Manner(form: .deferred, carriage: .events),
        Manner(form: .streamed, carriage: .socket), Manner(form: .onType, carriage: .events),
    ]

    /// Of each list a question is put in one manner besides the plain one: of a single list, unless the large
    /// figures are asked for.
    static let turns =
        ProcessInfo.processInfo.environment["COMANDA_TEST_FULL"] == nil ? [others + live] : [others, live]

    /// The same as far as an operation of somebody can go this way: nobody imports documents for the public.
    func fitting(_ operation: String, _ principal: Principal) -> Manner {
        if carriage == .imported, principal.token == nil { return .plain }
        guard operation == "mutation" else { return self }
        return carriage.takesMutations ? Manner(form: .plain, carriage: carriage) : .plain
    }
}

/// What stands around the fields of a document.
enum Form: Sendable {
    case plain
    /// In an inline fragment on their type.
    case onType
    /// In a fragment with a name.
    case fragment
    /// In a fragment that comes later.
    case deferred
    /// Below lists whose items come later.
    case streamed
}
