internal import Domain
internal import Postgres

/// What keeps one line from being ordered as it is.
struct LineProblem: Error, Sendable, Equatable {
    /// What kind of obstacle; the raw values are the schema's `CartProblemKind`.
    enum Kind: String, CaseIterable, Sendable {
        case itemUnavailable = "ITEM_UNAVAILABLE"
        case modifierUnavailable = "MODIFIER_UNAVAILABLE"
        case selectionInvalid = "SELECTION_INVALID"
        case priceUnavailable = "PRICE_UNAVAILABLE"
    }

    let kind: Kind
    /// The names that lead from the line's input to what is wrong.
    let path: [String]
    /// For people.
    let message: String

    /// As a refusal of an input in which the line stands at a place.
    func rejection<Code: LineRejectionCode>(at place: [String]) -> Rejection<Code> {
        let code: Code =
            switch kind {
            case .itemUnavailable, .modifierUnavailable: .itemUnavailable
            case .selectionInvalid: .selectionInvalid
            case .priceUnavailable: .priceUnavailable
            }
        return Rejection(code, at: place + path, message)
    }
}

extension LineProblem {
    /// An item that the branch does not offer, or not now.
    static func unavailable(_ name: String? = nil) -> LineProblem {
        let subject = name.map { "“\($0)”" } ?? "The item"
        return LineProblem(
            kind: .itemUnavailable, path: ["itemId"], message: "\(subject) cannot be had now.")
    }

    /// A fault of the choices, with its place in the input from which they were read.
    init(_ fault: ChoiceFault<UUIDBytes>, of choices: [MenuChoice<UUIDBytes>], _ offer: MenuOffer) {
        let names = fault.path.map { step in
            switch step {
            case .group(let group): offer.groupNames[group] ?? "?"
            case .modifier(let modifier): offer.options[modifier]?.name ?? "?"
            }
        }
        let subject = names.isEmpty ? "The item" : "“\(names.joined(separator: " › "))”"
        var kind = Kind.selectionInvalid
        let message: String
        switch fault.reason {
        case .unavailable:
            kind = fault.path.isEmpty ? .itemUnavailable : .modifierUnavailable
            message = "\(subject) cannot be had now."
        case .groupNotAsked: message = "\(subject) is not asked here."
        case .modifierNotInGroup: message = "\(subject) is not one of the group's choices."
        case .repeated: message = "\(subject) is chosen twice; give a quantity."
        case .quantityOutOfRange(let max): message = "\(subject) can be chosen 1 to \(max) times."
        case .tooFew(let min, let chosen): message = "\(subject) wants \(min) at least; \(chosen) are chosen."
        case .tooMany(let max, let chosen): message = "\(subject) takes \(max) at most; \(chosen) are chosen."
        case .tooDeep: message = "The choices nest deeper than menus do."
        }
        self.init(
            kind: kind, path: kind == .itemUnavailable ? ["itemId"] : Self.path(fault.path[...], in: choices),
            message: message)
    }

    /// The way along the input to a place of the menu: where the list is in which something is missing, else
    /// where the choice stands.
    private static func path(
        _ steps: ArraySlice<ChoiceStep<UUIDBytes>>, in choices: [MenuChoice<UUIDBytes>]
    ) -> [String] {
        guard case .group(let group)? = steps.first, case .modifier(let modifier)? = steps.dropFirst().first,
            let index = choices.firstIndex(where: { $0.group == group && $0.modifier == modifier })
        else { return ["selections"] }
        let rest = steps.dropFirst(2)
        let here = ["selections", String(index)]
        return rest.isEmpty ? here : here + path(rest, in: choices[index].choices)
    }
}
